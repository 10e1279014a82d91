package com.upcoach.trial;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;
import java.util.regex.Pattern;

/** The network between the members and PostgreSQL, with faults on demand. Thread-safe. */
final class Wire implements AutoCloseable {
    private final ServerSocket listener;
    private static final Pattern WRITE =
            Pattern.compile("INSERT INTO|DELETE FROM|UPDATE\\s+\\w+(\\s+(AS\\s+)?\\w+)?\\s+SET");

    private final IntSupplier target;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final AtomicInteger commitsToCut = new AtomicInteger();
    private volatile boolean commitArrives;
    private final AtomicInteger commitsToHold = new AtomicInteger();
    private volatile Duration hold = Duration.ZERO;
    private volatile CountDownLatch passage = new CountDownLatch(0);

    Wire(IntSupplier target) {
        this.target = target;
        try {
            listener = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    /** From now on nothing passes, and no connection ends either: packets are dropped on the floor. */
    void blackHole() {
        passage = new CountDownLatch(1);
    }

    /** Lets everything pass again; what was held back is lost with its connection. */
    void heal() {
        sockets.forEach(Wire::shut);
        passage.countDown();
    }

    /** Ends every connection. */
    void cut() {
        sockets.forEach(Wire::shut);
    }

    /**
     * Cuts the connections of the next COMMITs of writes, and hides what became of them.
     *
     * @param arrives whether PostgreSQL still gets to see them
     */
    void cutCommits(int count, boolean arrives) {
        commitArrives = arrives;
        commitsToCut.set(count);
    }

    /** Holds the next COMMITs of writes up for this long, as a disk does that is busy. */
    void holdCommits(int count, Duration hold) {
        this.hold = hold;
        commitsToHold.set(count);
    }

    private static boolean takeOne(AtomicInteger left) {
        return left.getAndUpdate(n -> Math.max(0, n - 1)) > 0;
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listener.accept();
                Thread.ofVirtual().start(() -> serve(client));
            }
        } catch (IOException closed) {
            cut();
        }
    }

    private void serve(Socket client) {
        sockets.add(client);
        try (client;
                Socket server = new Socket(InetAddress.getLoopbackAddress(), target.getAsInt())) {
            sockets.add(server);
            Thread.ofVirtual().start(() -> copy(server, client, false));
            copy(client, server, true);
        } catch (IOException gone) {
            shut(client);
        } finally {
            sockets.remove(client);
        }
    }

    private void copy(Socket from, Socket to, boolean watched) {
        byte[] buffer = new byte[16_384];
        boolean begun = false;
        boolean writes = false;
        try (InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                passage.await();
                String text = watched ? new String(buffer, 0, n, StandardCharsets.ISO_8859_1) : "";
                begun |= text.contains("BEGIN");
                writes |= WRITE.matcher(text).find();
                // What is no part of a transaction that was begun is one of its own.
                boolean commits = text.contains("COMMIT") || text.contains("ROLLBACK") || (writes && !begun);
                if (commits && writes && takeOne(commitsToCut)) {
                    // First: the answer to a COMMIT that arrives must not.
                    shut(from);
                    if (commitArrives) {
                        out.write(buffer, 0, n);
                        out.flush();
                    }
                    return;
                }
                if (commits && writes && takeOne(commitsToHold)) {
                    Thread.sleep(hold);
                }
                begun &= !commits;
                writes &= !commits;
                out.write(buffer, 0, n);
            }
        } catch (IOException gone) {
            // The other side sees it, too.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            shut(from);
            shut(to);
            sockets.remove(to);
            sockets.remove(from);
        }
    }

    private static void shut(Socket socket) {
        try {
            socket.close();
        } catch (IOException alreadyGone) {
            // Then it is shut.
        }
    }

    @Override
    public void close() {
        passage.countDown();
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
