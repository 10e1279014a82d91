package com.upcoach.http;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataReader;
import io.helidon.common.buffers.DataReader.InsufficientDataAvailableException;
import io.helidon.common.buffers.DataWriter;
import io.helidon.common.socket.HelidonSocket;
import io.helidon.common.socket.PeerInfo;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.ListenerContext;
import io.helidon.webserver.ProxyProtocolData;
import io.helidon.webserver.Router;
import io.helidon.webserver.ServerConnectionException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.concurrent.ExecutorService;

/** A connection's context whose client is given so much time, and whose lines are read strictly. For one connection. */
final class PacedContext implements ConnectionContext {
    private final ConnectionContext context;
    private final Pace pace = new Pace(System::nanoTime);
    private final DataReader reader = new StrictReader(this::read);
    private final DataWriter writer = new PacedWriter();

    PacedContext(ConnectionContext context) {
        this.context = context;
    }

    Pace pace() {
        return pace;
    }

    /** A client that left is no failure of ours, whatever part of a request it left in. */
    private byte[] read() {
        try {
            return pace.read(() -> {
                DataReader socket = context.dataReader();
                socket.ensureAvailable();
                return socket.readBytes(socket.available());
            });
        } catch (InsufficientDataAvailableException gone) {
            throw new CloseConnectionException("the client left", gone);
        }
    }

    private final class PacedWriter implements DataWriter {
        @Override
        public void write(BufferData... buffers) {
            timed(() -> context.dataWriter().write(buffers));
        }

        @Override
        public void write(BufferData buffer) {
            timed(() -> context.dataWriter().write(buffer));
        }

        @Override
        public void writeNow(BufferData... buffers) {
            timed(() -> context.dataWriter().writeNow(buffers));
        }

        @Override
        public void writeNow(BufferData buffer) {
            timed(() -> context.dataWriter().writeNow(buffer));
        }

        @Override
        public void flush() {
            timed(context.dataWriter()::flush);
        }

        private void timed(Runnable write) {
            try {
                pace.write(write);
            } catch (UncheckedIOException gone) {
                throw new ServerConnectionException("the client is gone or too slow", gone);
            }
        }
    }

    @Override
    public DataReader dataReader() {
        return reader;
    }

    @Override
    public DataWriter dataWriter() {
        return writer;
    }

    @Override
    public ListenerContext listenerContext() {
        return context.listenerContext();
    }

    @Override
    public ExecutorService executor() {
        return context.executor();
    }

    @Override
    public Router router() {
        return context.router();
    }

    @Override
    public Optional<ProxyProtocolData> proxyProtocolData() {
        return context.proxyProtocolData();
    }

    @Override
    public HelidonSocket serverSocket() {
        return context.serverSocket();
    }

    @Override
    public PeerInfo remotePeer() {
        return context.remotePeer();
    }

    @Override
    public PeerInfo localPeer() {
        return context.localPeer();
    }

    @Override
    public boolean isSecure() {
        return context.isSecure();
    }

    @Override
    public String socketId() {
        return context.socketId();
    }

    @Override
    public String childSocketId() {
        return context.childSocketId();
    }
}
