package com.upcoach.grid.view;

import com.tangosol.io.pof.PofReader;
import com.tangosol.io.pof.PofWriter;
import com.upcoach.digest.Sha256;
import com.upcoach.grid.PofFormat;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * An answer as it goes out: the encoded bytes, plain and compressed, and their entity tag. The arrays are shared by
 * all who read the view and must not be changed.
 *
 * @param etag entity tag without quotes; empty when there is nothing to show
 * @param dataVersion of the person's rows that it shows, exactly; 0 when it shows nobody's
 * @param plain JSON, UTF-8
 * @param gzip the same compressed, null when it is too small to be worth it
 * @param until when it stops being true though nothing was written, null when never: the end of the person's day
 */
public record View(
        String etag,
        long dataVersion,
        byte[] plain,
        byte @Nullable [] gzip,
        @Nullable Instant until) {
    private static final int WORTH_COMPRESSING = 1024;

    /** What is shown of an object that does not exist. */
    public static final View NOTHING = new View("", 0, new byte[0], null, null);

    /** Returns a view of JSON; from 1024 bytes on it is compressed as well, once, at gzip level 6. */
    public static View of(String etag, byte[] json) {
        return new View(etag, 0, json, json.length < WORTH_COMPRESSING ? null : compressed(json), null);
    }

    /** Returns a view of JSON whose entity tag is a digest of it. */
    public static View tagged(byte[] json) {
        byte[] digest = Arrays.copyOf(Sha256.of(json), 16);
        return of(Base64.getUrlEncoder().withoutPadding().encodeToString(digest), json);
    }

    private static byte[] compressed(byte[] json) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(json.length / 2);
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** Returns the same, as it is at a data version. */
    View at(long version) {
        return new View(etag, version, plain, gzip, until);
    }

    /** Returns the same, which is known to be true at a data version that may be later than its own. */
    View asOf(long version) {
        return version <= dataVersion ? this : at(version);
    }

    /** Returns the same, good until an instant; for ever when that is null. */
    public View until(@Nullable Instant end) {
        return new View(etag, dataVersion, plain, gzip, end);
    }

    /** Returns whether it is over by now. */
    boolean over(Instant now) {
        return until != null && !now.isBefore(until);
    }

    /** Returns whether there is something to show. */
    public boolean present() {
        return !etag.isEmpty();
    }

    /** Returns the memory it takes, roughly, in bytes. */
    int size() {
        return 200 + plain.length + (gzip == null ? 0 : gzip.length);
    }

    private static byte[] decompressed(byte[] gzip) throws IOException {
        try (GZIPInputStream bytes = new GZIPInputStream(new ByteArrayInputStream(gzip), gzip.length)) {
            return bytes.readAllBytes();
        }
    }

    /**
     * The wire format, and that of the memory of owners: of what is compressed only the compressed bytes, about a tenth
     * for a list.
     */
    public static final class Pof extends PofFormat<View> {
        @Override
        protected void write(PofWriter out, View view) throws IOException {
            out.writeString(1, view.etag);
            out.writeByteArray(2, view.gzip == null ? view.plain : null);
            out.writeByteArray(3, view.gzip);
            out.writeLong(4, view.dataVersion);
            writeOptionalInstant(out, 5, view.until);
        }

        @Override
        protected View read(PofReader in) throws IOException {
            String etag = in.readString(1);
            byte @Nullable [] whole = in.readByteArray(2);
            byte @Nullable [] gzip = in.readByteArray(3);
            byte[] plain = whole == null ? decompressed(Objects.requireNonNull(gzip)) : whole;
            return new View(etag, in.readLong(4), plain, gzip, readOptionalInstant(in, 5));
        }
    }
}
