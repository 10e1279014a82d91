package com.upcoach.http;

import io.helidon.webserver.WebServer;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.reflect.Field;
import java.nio.channels.ServerSocketChannel;
import java.util.Map;
import java.util.Objects;

/**
 * Closes a listening socket, and nothing else: whoever connects is refused and goes elsewhere, which is safe for any
 * method, and connections that are open go on. Helidon 4.5.0 has no public way to do so: its stop also closes idle
 * connections, into which a proxy may just be sending a POST that it must not send again. {@code DrainIT} fails when
 * the fields are gone.
 */
final class Door {
    private static final Logger LOG = System.getLogger(Door.class.getName());

    private Door() {}

    /** Closes the listening socket of a name; returns whether that could be done. */
    static boolean close(WebServer server, String name) {
        try {
            Map<?, ?> listeners = (Map<?, ?>) read(server, "listeners");
            Object listener = Objects.requireNonNull(listeners.get(name));
            // So that the thread that accepts takes the closed socket for no failure, after which it would stop the
            // server.
            field(listener, "inCheckpoint").setBoolean(listener, true);
            ((ServerSocketChannel) read(listener, "serverSocket")).close();
            return true;
        } catch (ReflectiveOperationException | IOException e) {
            LOG.log(Level.WARNING, "the port stays open until the server stops", e);
            return false;
        }
    }

    private static Object read(Object owner, String name) throws ReflectiveOperationException {
        return field(owner, name).get(owner);
    }

    private static Field field(Object owner, String name) throws ReflectiveOperationException {
        Field field = owner.getClass().getDeclaredField(name);
        field.setAccessible(true);
        return field;
    }
}
