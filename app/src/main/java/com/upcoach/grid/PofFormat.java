package com.upcoach.grid;

import com.tangosol.io.pof.PofReader;
import com.tangosol.io.pof.PofSerializer;
import com.tangosol.io.pof.PofWriter;
import java.io.IOException;
import java.time.Instant;
import java.util.UUID;

/**
 * An explicit, evolvable Portable Object Format of one type: a format number first, then the fields by ascending index
 * from 1, then whatever a newer member may have added, which an older one skips. Fields are only ever added.
 *
 * @param <T> the type
 */
public abstract class PofFormat<T> implements PofSerializer<T> {
    private static final int FORMAT = 1;

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
}
