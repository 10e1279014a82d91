package com.upcoach.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class TimedOutputTest {
    private static final byte[] PIECE = new byte[65_536];

    /** Where the stream is used by the thread that it was made by. */
    private static Throwable thrownBy(Work work) {
        CompletableFuture<Throwable> thrown = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            try {
                work.run();
                thrown.complete(new AssertionError("nothing was thrown"));
            } catch (IOException | RuntimeException e) {
                thrown.complete(e);
            }
        });
        return thrown.join();
    }

    private interface Work {
        void run() throws IOException;
    }

    @Test
    void breaksOffAWriteToAClientThatDoesNotRead() throws IOException {
        try (ServerSocket server = new ServerSocket(0);
                Socket client = new Socket(InetAddress.getLoopbackAddress(), server.getLocalPort());
                Socket accepted = server.accept()) {
            assertThat(client.isConnected()).isTrue();
            OutputStream socket = accepted.getOutputStream();
            assertThat(thrownBy(() -> writeForEver(new TimedOutput(socket, Duration.ofMillis(100)))))
                    .isInstanceOf(IOException.class);
        }
    }

    private static void writeForEver(OutputStream out) throws IOException {
        while (true) {
            out.write(PIECE);
        }
    }

    @Test
    void takesNoMoreWhenItsTimeIsOver() {
        assertThat(thrownBy(() -> writeForEver(new TimedOutput(OutputStream.nullOutputStream(), Duration.ZERO))))
                .isInstanceOf(InterruptedIOException.class);
    }

    @Test
    void leavesNoInterruptBehind() {
        assertThat(thrownBy(() -> {
                    assertThatThrownBy(() -> writeForEver(
                                    new TimedOutput(OutputStream.nullOutputStream(), Duration.ofMillis(20))))
                            .isInstanceOf(InterruptedIOException.class);
                    throw new IllegalStateException(Boolean.toString(Thread.interrupted()));
                }))
                .hasMessage("false");
    }

    @Test
    void writesWhatItIsGivenInTime() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TimedOutput out = new TimedOutput(bytes, Duration.ofHours(1))) {
            out.write(1);
            out.write(new byte[] {2, 3});
            out.flush();
            out.stopTimer();
        }
        assertThat(bytes.toByteArray()).containsExactly(1, 2, 3);
    }
}
