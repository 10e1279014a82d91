package com.upcoach.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real sockets to a peer that does nothing. */
@Timeout(60)
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
    void whatThePeerDoesNotTakeIsGivenUp() throws IOException {
        try (ServerSocket peer = peer();
                Socket socket = connected(peer, 1_000, new Pulse(() -> true))) {
            OutputStream out = socket.getOutputStream();
            byte[] much = new byte[1 << 20];
            assertThatThrownBy(() -> {
                        for (int i = 0; i < 100; i++) {
                            out.write(much);
                        }
                    })
                    .isInstanceOf(SocketTimeoutException.class);
            assertThat(socket.isClosed()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void aSilentPeerIsWaitedForAsLongAsItAnswersOthers(int silentAt) throws IOException {
        AtomicInteger asked = new AtomicInteger();
        try (ServerSocket peer = peer();
                Socket socket = connected(peer, 60_000, new Pulse(() -> asked.incrementAndGet() < silentAt))) {
            assertThatThrownBy(() -> socket.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
            assertThat(asked).hasValue(silentAt);
        }
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
