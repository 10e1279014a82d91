package com.upcoach.coaching;

import com.upcoach.database.Sql;
import com.upcoach.database.Transaction;
import com.upcoach.entity.Scopes;
import com.upcoach.grid.row.Scope;
import com.upcoach.grid.view.View;
import com.upcoach.grid.view.ViewSource;
import com.upcoach.http.Json;
import jakarta.inject.Singleton;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.UUID;

/** What a person asked the coach since a day, in sums; the query is the day, in UTC. A CDI bean; thread-safe. */
@Singleton
public class UsageView implements ViewSource {
    static final String RESOURCE = "ai-usage";

    private static final Sql SUMS = new Sql("interaction-usage", """
                    SELECT count(*) AS interactions, COALESCE(sum(tokens_in), 0) AS tokens_in,
                           COALESCE(sum(tokens_out), 0) AS tokens_out
                    FROM ai_interactions WHERE user_id = ? AND created_at >= ?
                    """);

    /** The sums; those of deleted interactions are not among them. */
    record Sums(long interactions, long tokensIn, long tokensOut) {}

    @Override
    public String resource() {
        return RESOURCE;
    }

    @Override
    public Scope scope(String query) {
        return Scopes.INTERACTIONS;
    }

    @Override
    public View load(Transaction snapshot, UUID user, String since) {
        Sums sums = snapshot.query(
                        SUMS,
                        c -> new Sums(
                                c.longInteger("interactions"), c.longInteger("tokens_in"), c.longInteger("tokens_out")),
                        user,
                        LocalDate.parse(since).atStartOfDay(ZoneOffset.UTC).toInstant())
                .getFirst();
        return View.tagged(Json.bytes(sums));
    }
}
