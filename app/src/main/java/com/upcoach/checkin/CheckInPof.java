package com.upcoach.checkin;

import com.tangosol.io.pof.PofReader;
import com.tangosol.io.pof.PofWriter;
import com.upcoach.grid.PofFormat;
import java.io.IOException;
import java.time.LocalDate;

/** The wire format of {@link CheckIn}. */
public final class CheckInPof extends PofFormat<CheckIn> {
    private static final int NONE = 0;

    @Override
    protected void write(PofWriter out, CheckIn checkIn) throws IOException {
        CheckInContent content = checkIn.content();
        writeId(out, 1, checkIn.id());
        writeId(out, 3, checkIn.goalId());
        out.writeString(5, checkIn.requestId());
        out.writeLong(6, content.localDate().toEpochDay());
        writeInstant(out, 7, content.occurredAt());
        out.writeBigDecimal(8, content.value());
        out.writeString(9, content.note());
        out.writeInt(10, content.mood() == null ? NONE : content.mood());
        writeInstant(out, 11, checkIn.receivedAt());
        out.writeLong(12, checkIn.version());
        writeInstant(out, 13, checkIn.createdAt());
        writeInstant(out, 14, checkIn.updatedAt());
    }

    @Override
    protected CheckIn read(PofReader in) throws IOException {
        return new CheckIn(
                readId(in, 1),
                readId(in, 3),
                in.readString(5),
                readContent(in),
                readInstant(in, 11),
                in.readLong(12),
                readInstant(in, 13),
                readInstant(in, 14));
    }

    private static CheckInContent readContent(PofReader in) throws IOException {
        var day = LocalDate.ofEpochDay(in.readLong(6));
        var occurredAt = readInstant(in, 7);
        var value = in.readBigDecimal(8);
        String note = in.readString(9);
        int mood = in.readInt(10);
        return new CheckInContent(day, occurredAt, value, note, mood == NONE ? null : mood);
    }
}
