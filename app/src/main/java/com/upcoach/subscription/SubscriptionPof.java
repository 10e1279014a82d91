package com.upcoach.subscription;

import com.tangosol.io.pof.PofReader;
import com.tangosol.io.pof.PofWriter;
import com.upcoach.grid.PofFormat;
import java.io.IOException;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The wire format of {@link Subscription}. */
public final class SubscriptionPof extends PofFormat<Subscription> {
    @Override
    protected void write(PofWriter out, Subscription subscription) throws IOException {
        Period period = subscription.period();
        writeId(out, 1, subscription.id());
        out.writeString(3, subscription.plan().text());
        out.writeString(4, subscription.status().text());
        writeOptionalInstant(out, 5, period == null ? null : period.start());
        writeOptionalInstant(out, 7, period == null ? null : period.end());
        out.writeBoolean(9, subscription.cancelAtPeriodEnd());
        out.writeLong(10, subscription.version());
        writeInstant(out, 11, subscription.createdAt());
        writeInstant(out, 12, subscription.updatedAt());
    }

    @Override
    protected Subscription read(PofReader in) throws IOException {
        UUID id = readId(in, 1);
        Plan plan = Plan.of(in.readString(3));
        SubscriptionStatus status = SubscriptionStatus.of(in.readString(4));
        return new Subscription(
                id,
                plan,
                status,
                readPeriod(in),
                in.readBoolean(9),
                in.readLong(10),
                readInstant(in, 11),
                readInstant(in, 12));
    }

    private static @Nullable Period readPeriod(PofReader in) throws IOException {
        Instant start = readOptionalInstant(in, 5);
        Instant end = readOptionalInstant(in, 7);
        return start == null || end == null ? null : new Period(start, end);
    }
}
