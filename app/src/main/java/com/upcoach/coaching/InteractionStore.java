package com.upcoach.coaching;

import com.upcoach.database.Columns;
import com.upcoach.database.Sql;
import com.upcoach.database.Transaction;
import com.upcoach.entity.EntityTable;
import com.upcoach.entity.Kind;
import com.upcoach.entity.Scopes;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The SQL of interactions. A CDI bean; thread-safe. */
@Singleton
public class InteractionStore extends EntityTable<Interaction> {
    /** The kind of its rows. */
    static final Kind<Interaction> INTERACTIONS =
            new Kind<>("interaction", Interaction.class, "/goalId", (before, after) -> Scopes.INTERACTIONS);

    static final String COLUMNS = """
            id, kind, goal_id, prompt, response, status, provider, model, tokens_in, tokens_out, latency_ms, \
            cached, fallback, rating, version, created_at, updated_at""";

    private static final Sql UPDATE = new Sql("interaction-update", """
                    UPDATE ai_interactions SET rating = ?, version = ?, updated_at = ?
                    WHERE user_id = ? AND id = ? AND version = ?
                    """);

    public InteractionStore() {
        super(INTERACTIONS, 0, "ai_interactions", COLUMNS);
    }

    @Override
    public Interaction read(Columns columns) {
        return interaction(columns);
    }

    /** Reads an interaction from {@link #COLUMNS}. */
    static Interaction interaction(Columns columns) {
        return new Interaction(
                columns.uuid("id"),
                InteractionKind.of(columns.string("kind")),
                columns.optionalUuid("goal_id"),
                columns.string("prompt"),
                new Interaction.Outcome(
                        columns.string("response"),
                        columns.string("status"),
                        columns.string("provider"),
                        columns.string("model"),
                        columns.integer("tokens_in"),
                        columns.integer("tokens_out"),
                        columns.integer("latency_ms"),
                        columns.bool("cached"),
                        columns.bool("fallback")),
                columns.optionalInteger("rating"),
                columns.longInteger("version"),
                columns.instant("created_at"),
                columns.instant("updated_at"));
    }

    @Override
    public List<@Nullable Object> values(UUID user, Interaction interaction) {
        Interaction.Outcome outcome = interaction.outcome();
        return Arrays.asList(
                user,
                interaction.id(),
                interaction.kind().text(),
                interaction.goalId(),
                interaction.prompt(),
                outcome.response(),
                outcome.status(),
                outcome.provider(),
                outcome.model(),
                outcome.tokensIn(),
                outcome.tokensOut(),
                outcome.latencyMs(),
                outcome.cached(),
                outcome.fallback(),
                interaction.rating(),
                interaction.version(),
                interaction.createdAt(),
                interaction.updatedAt());
    }

    @Override
    public boolean update(Transaction tx, UUID user, Interaction interaction, long expected) {
        return tx.change(
                        UPDATE,
                        interaction.rating(),
                        interaction.version(),
                        interaction.updatedAt(),
                        user,
                        interaction.id(),
                        expected)
                == 1;
    }
}
