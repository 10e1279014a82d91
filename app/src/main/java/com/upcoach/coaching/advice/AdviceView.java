package com.upcoach.coaching.advice;

import com.upcoach.database.Sql;
import com.upcoach.database.Transaction;
import com.upcoach.grid.view.View;
import com.upcoach.grid.view.ViewSource;
import com.upcoach.http.Json;
import jakarta.inject.Singleton;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Recommendations of one local day, without those that were accepted. A CDI bean; thread-safe.
 *
 * @see #query for what it is asked
 */
@Singleton
public class AdviceView implements ViewSource {
    /** The resource of its keys. */
    public static final String RESOURCE = "advice";

    /** Asks for all, however many. */
    public static final String ALL = "all";

    /** Asks for the most urgent of all. */
    public static final String TOP = "top";

    private static final int MOST = 20;

    private static final Sql ACCEPTED = new Sql("advice-accepted", """
                    SELECT DISTINCT entity_id FROM change_log
                    WHERE user_id = ? AND kind = 'task' AND operation = 'create'
                      AND entity_id = ANY (CAST(? AS uuid[]))
                    """);

    /** What it shows. */
    public record Page(List<Recommendation> data) {}

    /**
     * Returns the query of a view.
     *
     * @param which {@link #ALL}, {@link #TOP} or the id of a goal
     */
    public static String query(LocalDate today, String which) {
        return today + "?" + which;
    }

    @Override
    public String resource() {
        return RESOURCE;
    }

    @Override
    public View load(Transaction snapshot, UUID user, String query) {
        String[] parts = query.split("\\?", 2);
        FactsQuery facts = new FactsQuery(snapshot, user, LocalDate.parse(parts[0]));
        List<Recommendation> all = open(snapshot, user, Advice.of(facts.select()));
        return View.tagged(Json.bytes(new Page(chosen(all, parts[1]))));
    }

    private static List<Recommendation> chosen(List<Recommendation> all, String which) {
        if (which.equals(ALL)) {
            return all;
        }
        return all.stream()
                .filter(each -> which.equals(TOP) || which.equals(String.valueOf(each.goalId())))
                .limit(MOST)
                .toList();
    }

    /** Its first task having been made once, a recommendation is done with for its day. */
    private static List<Recommendation> open(Transaction snapshot, UUID user, List<Recommendation> all) {
        List<String> firsts = all.stream()
                .map(each -> Recommendation.taskId(each.id(), 0).toString())
                .toList();
        Set<UUID> made = snapshot.query(ACCEPTED, c -> c.uuid("entity_id"), user, firsts).stream()
                .collect(Collectors.toSet());
        return all.stream()
                .filter(each -> !made.contains(Recommendation.taskId(each.id(), 0)))
                .toList();
    }
}
