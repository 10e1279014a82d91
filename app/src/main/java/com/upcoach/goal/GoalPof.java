package com.upcoach.goal;

import com.tangosol.io.pof.PofReader;
import com.tangosol.io.pof.PofWriter;
import com.upcoach.grid.PofFormat;
import java.io.IOException;
import java.util.ArrayList;

/** The wire format of {@link Goal}. */
public final class GoalPof extends PofFormat<Goal> {
    @Override
    protected void write(PofWriter out, Goal goal) throws IOException {
        writeId(out, 1, goal.id());
        writeContent(out, goal.content());
        writeMetric(out, goal.content().metric());
        out.writeCollection(16, goal.content().tags());
        writeOptionalInstant(out, 17, goal.completedAt());
        out.writeLong(19, goal.version());
        writeInstant(out, 20, goal.createdAt());
        writeInstant(out, 21, goal.updatedAt());
    }

    private static void writeContent(PofWriter out, GoalContent content) throws IOException {
        out.writeString(3, content.title());
        out.writeString(4, content.description());
        out.writeString(5, content.category());
        out.writeString(6, content.status().text());
        out.writeInt(7, content.priority());
        writeOptionalDate(out, 8, content.startDate());
        writeOptionalDate(out, 9, content.targetDate());
    }

    private static void writeMetric(PofWriter out, Metric metric) throws IOException {
        out.writeString(11, metric.type().text());
        out.writeString(12, metric.unit());
        out.writeBigDecimal(13, metric.start());
        out.writeBigDecimal(14, metric.target());
        out.writeBigDecimal(15, metric.current());
    }

    @Override
    protected Goal read(PofReader in) throws IOException {
        return new Goal(
                readId(in, 1),
                new GoalContent(
                        in.readString(3),
                        in.readString(4),
                        in.readString(5),
                        GoalStatus.of(in.readString(6)),
                        in.readInt(7),
                        readOptionalDate(in, 8),
                        readOptionalDate(in, 9),
                        readMetric(in),
                        in.readCollection(16, new ArrayList<String>())),
                readOptionalInstant(in, 17),
                in.readLong(19),
                readInstant(in, 20),
                readInstant(in, 21));
    }

    private static Metric readMetric(PofReader in) throws IOException {
        return new Metric(
                Metric.Type.of(in.readString(11)),
                in.readString(12),
                in.readBigDecimal(13),
                in.readBigDecimal(14),
                in.readBigDecimal(15));
    }
}
