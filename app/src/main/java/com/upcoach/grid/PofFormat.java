package com.upcoach.grid;

import com.tangosol.io.pof.PofReader;
import com.tangosol.io.pof.PofSerializer;
import com.tangosol.io.pof.PofWriter;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An explicit, evolvable Portable Object Format of one type: a format number first, then the fields by ascending index
 * from 1, then whatever a newer member may have added, which an older one skips. Fields are only ever added.
 *
 * @param <T> the type
 */
public abstract class PofFormat<T> implements PofSerializer<T> {
    private static final int FORMAT = 1;
    private static final long NONE = Long.MIN_VALUE;

    @Override
    public final void serialize(PofWriter out, T value) throws IOException {
        out.writeInt(0, FORMAT);
        write(out, value);
        out.writeRemainder(null);
    }

    @Override
    public final T deserialize(PofReader in) throws IOException {
        in.readInt(0);
        T value = read(in);
        in.readRemainder();
        return value;
    }

    /** Writes the fields, indexes ascending from 1. */
    protected abstract void write(PofWriter out, T value) throws IOException;

    /** Reads the fields in the order they were written. */
    protected abstract T read(PofReader in) throws IOException;

    /** Writes an id as two longs, at index and index + 1. */
    protected static void writeId(PofWriter out, int index, UUID id) throws IOException {
        out.writeLong(index, id.getMostSignificantBits());
        out.writeLong(index + 1, id.getLeastSignificantBits());
    }

    /** Reads what {@link #writeId} wrote. */
    protected static UUID readId(PofReader in, int index) throws IOException {
        return new UUID(in.readLong(index), in.readLong(index + 1));
    }

    /** Writes an instant to the microsecond, PostgreSQL's own precision, within the years 1–9999. */
    protected static void writeInstant(PofWriter out, int index, Instant instant) throws IOException {
        out.writeLong(index, instant.getEpochSecond() * 1_000_000 + instant.getNano() / 1_000);
    }

    /** Reads what {@link #writeInstant} wrote. */
    protected static Instant readInstant(PofReader in, int index) throws IOException {
        long micros = in.readLong(index);
        return Instant.ofEpochSecond(Math.floorDiv(micros, 1_000_000), Math.floorMod(micros, 1_000_000) * 1_000L);
    }

    /** Writes a date that may be absent. */
    protected static void writeOptionalDate(PofWriter out, int index, @Nullable LocalDate date) throws IOException {
        out.writeLong(index, date == null ? NONE : date.toEpochDay());
    }

    /** Reads what {@link #writeOptionalDate} wrote. */
    protected static @Nullable LocalDate readOptionalDate(PofReader in, int index) throws IOException {
        long day = in.readLong(index);
        return day == NONE ? null : LocalDate.ofEpochDay(day);
    }

    /** Writes an instant that may be absent, at index and index + 1. */
    protected static void writeOptionalInstant(PofWriter out, int index, @Nullable Instant instant) throws IOException {
        out.writeBoolean(index, instant != null);
        writeInstant(out, index + 1, instant == null ? Instant.EPOCH : instant);
    }

    /** Reads what {@link #writeOptionalInstant} wrote. */
    protected static @Nullable Instant readOptionalInstant(PofReader in, int index) throws IOException {
        boolean there = in.readBoolean(index);
        Instant instant = readInstant(in, index + 1);
        return there ? instant : null;
    }

    /** Writes an id that may be absent, at index to index + 2. */
    protected static void writeOptionalId(PofWriter out, int index, @Nullable UUID id) throws IOException {
        out.writeBoolean(index, id != null);
        writeId(out, index + 1, id == null ? new UUID(0, 0) : id);
    }

    /** Reads what {@link #writeOptionalId} wrote. */
    protected static @Nullable UUID readOptionalId(PofReader in, int index) throws IOException {
        boolean there = in.readBoolean(index);
        UUID id = readId(in, index + 1);
        return there ? id : null;
    }
}
