package com.upcoach.http;

import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.zip.GZIPOutputStream;

/**
 * Sends a JSON document as a file while it is being written, so that it never lies in memory whole. Nobody keeps it.
 */
public final class Download {
    private static final int BUFFER_BYTES = 16_384;

    private Download() {}

    /** What is sent. */
    @FunctionalInterface
    public interface Source {
        /** Writes it all, or throws. */
        void writeTo(OutputStream out) throws IOException;
    }

    /**
     * Sends it. When the source throws, or the client takes longer than it may, the connection is closed without the
     * end of the body: nobody takes a part for the whole.
     *
     * @param file name to keep it by
     * @param patience how long it may take
     */
    public static void send(
            ServerRequest request, ServerResponse response, String file, Duration patience, Source source) {
        boolean gzip = Answers.wantsGzip(request);
        response.header(Headers.NO_STORE);
        response.header(Headers.VARY);
        response.header(Headers.JSON);
        response.header(HeaderNames.CONTENT_DISPOSITION, "attachment; filename=\"" + file + '"');
        if (gzip) {
            response.header(Headers.GZIP);
        }
        if (request.prologue().method().equals(Method.HEAD)) {
            response.send();
            return;
        }
        // Not in a try of its own: closing it would end the body.
        TimedOutput out = new TimedOutput(response.outputStream(), patience);
        try {
            OutputStream body =
                    gzip ? new GZIPOutputStream(out, BUFFER_BYTES) : new BufferedOutputStream(out, BUFFER_BYTES);
            source.writeTo(body);
            body.close();
        } catch (IOException | RuntimeException e) {
            throw new CloseConnectionException("a download broke off", e);
        } finally {
            out.stopTimer();
        }
    }
}
