import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Connections of HTTP/1.1 to a port of this machine, at most so many at once, that are used again. One waiting request
 * has one. It knows no more of HTTP than {@link Overload} needs: answers have a Content-Length or no body. Thread-safe.
 */
final class Connections {
    private static final int PATIENCE_MILLIS = 10_000;

    private final int port;
    private final int most;
    private final Queue<Connection> idle = new ConcurrentLinkedQueue<>();
    private final AtomicInteger open = new AtomicInteger();

    Connections(int port, int most) {
        this.port = port;
        this.most = most;
    }

    /** Returns the status; 0 when there is no connection, as so many are open, or it broke. */
    int ask(byte[] request) {
        Connection connection = idle.poll();
        try {
            if (connection == null) {
                if (open.incrementAndGet() > most) {
                    open.decrementAndGet();
                    return 0;
                }
                connection = connect();
            }
            int status = connection.ask(request);
            if (connection.ends) {
                open.decrementAndGet();
                connection.socket.close();
            } else {
                idle.add(connection);
            }
            return status;
        } catch (IOException e) {
            open.decrementAndGet();
            return 0;
        }
    }

    /**
     * Asks by a connection of its own that is not counted, as probes have; returns the status, 0 when there was none.
     */
    int askApart(byte[] request) {
        try {
            Connection connection = connect();
            int status = connection.ask(request);
            connection.socket.close();
            return status;
        } catch (IOException e) {
            return 0;
        }
    }

    private Connection connect() throws IOException {
        Socket socket = new Socket();
        socket.connect(new InetSocketAddress("127.0.0.1", port), PATIENCE_MILLIS);
        socket.setSoTimeout(PATIENCE_MILLIS);
        return new Connection(socket);
    }

    private static final class Connection {
        private final Socket socket;
        private final InputStream in;

        /** Whether the last answer was its last. */
        private boolean ends;

        Connection(Socket socket) throws IOException {
            this.socket = socket;
            socket.setTcpNoDelay(true);
            this.in = new BufferedInputStream(socket.getInputStream(), 16_384);
        }

        int ask(byte[] request) throws IOException {
            try {
                socket.getOutputStream().write(request);
                String status = line();
                int length = 0;
                for (String line = line(); !line.isEmpty(); line = line()) {
                    if (line.regionMatches(true, 0, "content-length:", 0, 15)) {
                        length = Integer.parseInt(line.substring(15).trim());
                    }
                    ends |= line.equalsIgnoreCase("connection: close");
                }
                in.skipNBytes(length);
                return Integer.parseInt(status.substring(9, 12));
            } catch (IOException | RuntimeException e) {
                socket.close();
                throw new IOException(e);
            }
        }

        private String line() throws IOException {
            StringBuilder line = new StringBuilder();
            for (int c = in.read(); c != '\n'; c = in.read()) {
                if (c < 0) {
                    throw new EOFException();
                }
                if (c != '\r') {
                    line.append((char) c);
                }
            }
            return line.toString();
        }
    }
}
