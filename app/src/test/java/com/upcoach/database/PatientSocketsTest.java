package com.upcoach.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

/** Real sockets to a peer that does nothing. */
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class PatientSocketsTest {
    private static Socket connected(ServerSocket peer, int timeout, Pulse pulse) throws IOException {
        Socket socket = new PatientSockets(PatientSockets.register(pulse)).createSocket();
        socket.connect(peer.getLocalSocketAddress());
        socket.setSoTimeout(timeout);
        return socket;
    }

    private static ServerSocket peer() throws IOException {
        return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }

    @Test
    void whatThePeerDoesNotTakeIsGivenUpWhenItAnswersNobody() throws IOException {
        try (ServerSocket peer = peer();
                Socket socket = connected(peer, 60_000, new Pulse(() -> false))) {
            assertThatThrownBy(() -> writeMuch(socket)).isInstanceOf(SocketTimeoutException.class);
            assertThat(socket.isClosed()).isTrue();
        }
    }

    @Test
    void whatThePeerDoesNotTakeIsGivenUpInTheEndEvenIfItAnswersOthers() throws IOException {
        try (ServerSocket peer = peer();
                Socket socket = connected(peer, 1_000, new Pulse(() -> true))) {
            assertThatThrownBy(() -> writeMuch(socket)).isInstanceOf(SocketTimeoutException.class);
        }
    }

    /** More than any buffer on the way. */
    private static void writeMuch(Socket socket) throws IOException {
        for (int i = 0; i < 100; i++) {
            socket.getOutputStream().write(new byte[1 << 20]);
        }
    }

    @Test
    void whatWasTakenIsNotGivenUpLater() throws IOException {
        try (ServerSocket peer = peer();
                Socket socket = connected(peer, 1_000, new Pulse(() -> false))) {
            socket.getOutputStream().write(new byte[10_000]);
            await().during(Duration.ofSeconds(2)).until(() -> !socket.isClosed());
        }
    }

    @Test
    void whetherASilentPeerAnswersOthersIsAsked() throws IOException {
        AtomicInteger asked = new AtomicInteger();
        try (ServerSocket peer = peer();
                Socket socket = connected(peer, 60_000, new Pulse(() -> asked.incrementAndGet() > 1))) {
            assertThatThrownBy(() -> socket.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
            await().until(() -> asked.get() == 1);
        }
    }

    /** Tried again, as the one who is asked may have no turn in time on a full machine. */
    @Test
    void anAnswerThatComesWhileThePeerIsAskedIsASignOfLife() {
        await().ignoreExceptionsInstanceOf(SocketTimeoutException.class).until(() -> {
            try (ServerSocket peer = peer()) {
                BlockingQueue<Socket> accepted = new ArrayBlockingQueue<>(1);
                try (Socket socket = connected(peer, 60_000, new Pulse(() -> answers(accepted)));
                        Socket other = peer.accept()) {
                    accepted.add(other);
                    return socket.getInputStream().read() == 7;
                }
            }
        });
    }

    /** Answers over the connection that waits, and nobody else. */
    private static boolean answers(BlockingQueue<Socket> accepted) {
        try {
            accepted.element().getOutputStream().write(7);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return false;
    }

    @Test
    void theDriverIsToldItsOwnTimeout() throws IOException {
        try (ServerSocket peer = peer();
                Socket socket = connected(peer, 1_000, new Pulse(() -> true))) {
            assertThat(socket.getSoTimeout()).isEqualTo(1_000);
            socket.setSoTimeout(0);
            assertThat(socket.getSoTimeout()).isZero();
        }
    }
}
