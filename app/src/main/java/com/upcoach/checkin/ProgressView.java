package com.upcoach.checkin;

import com.upcoach.database.Columns;
import com.upcoach.database.Sql;
import com.upcoach.database.Transaction;
import com.upcoach.entity.Scopes;
import com.upcoach.grid.row.Scope;
import com.upcoach.grid.view.View;
import com.upcoach.grid.view.ViewSource;
import com.upcoach.http.Json;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The check-ins of one goal, summed up by days, weeks or months. A CDI bean; thread-safe. */
@Singleton
public class ProgressView implements ViewSource {
    static final String RESOURCE = "progress";

    private static final Sql SUMS = new Sql("check-in-progress", """
                    SELECT CAST(date_trunc(CAST(? AS text), CAST(local_date AS timestamp)) AS date) AS first,
                        count(*) AS check_ins, count(DISTINCT local_date) AS days,
                        (array_agg(value ORDER BY local_date DESC, occurred_at DESC, id DESC)
                            FILTER (WHERE value IS NOT NULL))[1] AS value,
                        sum(value) AS sum, min(value) AS min, max(value) AS max
                    FROM check_ins
                    WHERE user_id = ? AND goal_id = ? AND local_date BETWEEN ? AND ?
                    GROUP BY first
                    """);

    @Override
    public String resource() {
        return RESOURCE;
    }

    @Override
    public Scope scope(String text) {
        return Scopes.checkInsOf(ProgressQuery.parse(text).goal());
    }

    /** Progress as it is shown. */
    private record Shown(UUID goalId, Bucket bucket, LocalDate from, LocalDate to, List<Part> data) {}

    /** One bucket as it is shown; the first and the last one end where the days end that were asked for. */
    private record Part(
            LocalDate from,
            LocalDate to,
            int checkIns,
            int days,
            @Nullable BigDecimal value,
            @Nullable BigDecimal sum,
            @Nullable BigDecimal min,
            @Nullable BigDecimal max) {}

    private record Sums(
            int checkIns,
            int days,
            @Nullable BigDecimal value,
            @Nullable BigDecimal sum,
            @Nullable BigDecimal min,
            @Nullable BigDecimal max) {
        static final Sums NONE = new Sums(0, 0, null, null, null, null);

        static Sums read(Columns c) {
            return new Sums(
                    c.integer("check_ins"),
                    c.integer("days"),
                    c.optionalDecimal("value"),
                    c.optionalDecimal("sum"),
                    c.optionalDecimal("min"),
                    c.optionalDecimal("max"));
        }

        Part part(LocalDate from, LocalDate to) {
            return new Part(from, to, checkIns, days, value, sum, min, max);
        }
    }

    @Override
    public View load(Transaction snapshot, UUID user, String text) {
        ProgressQuery query = ProgressQuery.parse(text);
        Map<LocalDate, Sums> sums = new HashMap<>();
        snapshot.query(
                SUMS,
                c -> sums.put(c.date("first"), Sums.read(c)),
                query.bucket().text(),
                user,
                query.goal(),
                query.from(),
                query.to());
        return View.tagged(
                Json.bytes(new Shown(query.goal(), query.bucket(), query.from(), query.to(), parts(query, sums))));
    }

    private static List<Part> parts(ProgressQuery query, Map<LocalDate, Sums> sums) {
        List<Part> parts = new ArrayList<>();
        LocalDate first = query.bucket().first(query.from());
        while (!first.isAfter(query.to())) {
            LocalDate next = query.bucket().next(first);
            LocalDate from = first.isBefore(query.from()) ? query.from() : first;
            LocalDate to = next.isAfter(query.to()) ? query.to() : next.minusDays(1);
            parts.add(sums.getOrDefault(first, Sums.NONE).part(from, to));
            first = next;
        }
        return parts;
    }
}
