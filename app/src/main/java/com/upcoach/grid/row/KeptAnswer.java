package com.upcoach.grid.row;

import com.tangosol.io.pof.PofReader;
import com.tangosol.io.pof.PofWriter;
import com.upcoach.grid.PofFormat;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The first answer to a request with an Idempotency-Key, kept for its retries.
 *
 * @param key the Idempotency-Key, unique for the person
 * @param fingerprint SHA-256 of what was asked, to tell a retry from another request under the same key
 * @param answer what was answered
 */
public record KeptAnswer(String key, byte[] fingerprint, Answer answer) {
    /** Returns the values of its row, after the person's id. */
    List<@Nullable Object> values(Instant at) {
        return Arrays.asList(key, fingerprint, answer.status(), answer.location(), answer.etag(), answer.body(), at);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof KeptAnswer that
                && key.equals(that.key)
                && Arrays.equals(fingerprint, that.fingerprint)
                && answer.equals(that.answer);
    }

    @Override
    public int hashCode() {
        return key.hashCode();
    }

    /** The wire format. */
    public static final class Pof extends PofFormat<KeptAnswer> {
        @Override
        protected void write(PofWriter out, KeptAnswer kept) throws IOException {
            out.writeString(1, kept.key);
            out.writeByteArray(2, kept.fingerprint);
            out.writeObject(3, kept.answer);
        }

        @Override
        protected KeptAnswer read(PofReader in) throws IOException {
            return new KeptAnswer(in.readString(1), in.readByteArray(2), in.readObject(3));
        }
    }
}
