package com.upcoach;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Bytes over a socket, as no well-behaved client would send them, and all that comes back until the server closes. */
final class RawHttp {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.1 (\\d{3}) ");

    private RawHttp() {}

    /**
     * What came back.
     *
     * @param text every answer, as ISO-8859-1
     * @param closed whether the server closed the connection by itself
     */
    record Reply(String text, boolean closed) {
        /** The status of each answer. */
        List<Integer> statuses() {
            List<Integer> statuses = new ArrayList<>();
            Matcher matcher = STATUS.matcher(text);
            while (matcher.find()) {
                statuses.add(Integer.parseInt(matcher.group(1)));
            }
            return statuses;
        }

        /** Holds that it is a member's problem answer, which tells nothing of what answered. */
        void assertRefusal() {
            assertProblem();
            assertThat(text).doesNotContainIgnoringCase("\nServer:");
        }

        /** Holds that it is a problem answer with what every answer has, and tells nothing of what we are made of. */
        void assertProblem() {
            assertThat(text)
                    .contains("application/problem+json", "\"code\":", "\"requestId\":")
                    .containsIgnoringCase("X-Request-Id: ")
                    .containsIgnoringCase("Content-Security-Policy: ")
                    .doesNotContain("Exception", "io.helidon", "java.");
        }
    }

    /** Sends a request, leaves the sending side open, and reads until the server closes or falls silent. */
    static Reply send(int port, String request) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout((int) PATIENCE.toMillis());
            try {
                socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            } catch (IOException refusedBeforeAllWasSent) {
                // What the server said by then is read below.
            }
            return read(socket.getInputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Reply read(InputStream in) {
        StringBuilder text = new StringBuilder();
        byte[] buffer = new byte[8192];
        try {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                text.append(new String(buffer, 0, n, StandardCharsets.ISO_8859_1));
            }
            return new Reply(text.toString(), true);
        } catch (IOException silentOrReset) {
            return new Reply(text.toString(), !(silentOrReset instanceof SocketTimeoutException));
        }
    }
}
