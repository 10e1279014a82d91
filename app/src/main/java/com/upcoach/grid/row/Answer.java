package com.upcoach.grid.row;

import com.tangosol.io.pof.PofReader;
import com.tangosol.io.pof.PofWriter;
import com.upcoach.grid.PofFormat;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP answer as it can be given again.
 *
 * @param status 200–299
 * @param location path of what was made, or null
 * @param etag entity tag without quotes, or null
 * @param body JSON, UTF-8
 */
public record Answer(
        int status, @Nullable String location, @Nullable String etag, byte[] body) {
    @Override
    public boolean equals(Object other) {
        return other instanceof Answer that && status == that.status && Arrays.equals(body, that.body);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(body);
    }

    /** The wire format. */
    public static final class Pof extends PofFormat<Answer> {
        @Override
        protected void write(PofWriter out, Answer answer) throws IOException {
            out.writeInt(1, answer.status);
            out.writeString(2, answer.location);
            out.writeString(3, answer.etag);
            out.writeByteArray(4, answer.body);
        }

        @Override
        protected Answer read(PofReader in) throws IOException {
            return new Answer(in.readInt(1), in.readString(2), in.readString(3), in.readByteArray(4));
        }
    }
}
