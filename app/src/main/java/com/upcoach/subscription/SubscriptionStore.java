package com.upcoach.subscription;

import com.upcoach.database.Columns;
import com.upcoach.database.Sql;
import com.upcoach.database.Transaction;
import com.upcoach.entity.EntityTable;
import com.upcoach.entity.Kind;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The SQL of subscriptions. A CDI bean; thread-safe. */
@Singleton
public class SubscriptionStore extends EntityTable<Subscription> {
    /** The kind of its rows. */
    static final Kind<Subscription> SUBSCRIPTIONS = new Kind<>("subscription", Subscription.class, "");

    private static final String COLUMNS = """
            id, plan, status, current_period_start, current_period_end, cancel_at_period_end, version, created_at, \
            updated_at""";

    private static final Sql UPDATE = new Sql("subscription-update", """
                    UPDATE subscriptions
                    SET plan = ?, status = ?, current_period_start = ?, current_period_end = ?,
                        cancel_at_period_end = ?, version = ?, updated_at = ?
                    WHERE user_id = ? AND id = ? AND version = ?
                    """);

    public SubscriptionStore() {
        super(SUBSCRIPTIONS, 1, "subscriptions", COLUMNS);
    }

    @Override
    public Subscription read(Columns columns) {
        return new Subscription(
                columns.uuid("id"),
                Plan.of(columns.string("plan")),
                SubscriptionStatus.of(columns.string("status")),
                period(columns.instant("current_period_start"), columns.optionalInstant("current_period_end")),
                columns.bool("cancel_at_period_end"),
                columns.longInteger("version"),
                columns.instant("created_at"),
                columns.instant("updated_at"));
    }

    private static Period period(Instant start, @Nullable Instant end) {
        return end == null ? Period.from(start) : new Period(start, end);
    }

    @Override
    public List<@Nullable Object> values(UUID user, Subscription subscription) {
        Period period = period(subscription);
        return Arrays.asList(
                user,
                subscription.id(),
                subscription.plan().text(),
                subscription.status().text(),
                period.start(),
                period.end(),
                subscription.cancelAtPeriodEnd(),
                subscription.version(),
                subscription.createdAt(),
                subscription.updatedAt());
    }

    @Override
    public boolean update(Transaction tx, UUID user, Subscription subscription, long expected) {
        Period period = period(subscription);
        long rows = tx.change(
                UPDATE,
                subscription.plan().text(),
                subscription.status().text(),
                period.start(),
                period.end(),
                subscription.cancelAtPeriodEnd(),
                subscription.version(),
                subscription.updatedAt(),
                user,
                subscription.id(),
                expected);
        return rows == 1;
    }

    private static Period period(Subscription subscription) {
        return Objects.requireNonNull(subscription.period(), "only what has a period is kept");
    }
}
