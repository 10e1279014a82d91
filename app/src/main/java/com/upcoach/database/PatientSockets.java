package com.upcoach.database;

import java.net.InetAddress;
import java.net.Socket;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import javax.net.SocketFactory;

/**
 * The driver's sockets. Who waits for an answer of PostgreSQL has as long as the driver's {@code socketTimeout} says,
 * if PostgreSQL answers others meanwhile: then it is a disk that takes a second for a flush, or a machine that stood
 * still for a moment. If it answers nobody, a second of both silence and asking is enough. The driver makes the factory
 * by its name, and so finds the pulse by its {@code socketFactoryArg}. Thread-safe.
 */
public final class PatientSockets extends SocketFactory {
    private static final ConcurrentMap<String, Pulse> PULSES = new ConcurrentHashMap<>();

    private final Pulse pulse;

    /**
     * For the driver.
     *
     * @param pulse what {@link #register} returned
     */
    public PatientSockets(String pulse) {
        this.pulse = Objects.requireNonNull(PULSES.get(pulse));
    }

    /** Keeps a pulse, as long as the process lives, and returns the {@code socketFactoryArg} by which it is found. */
    static String register(Pulse pulse) {
        String name = UUID.randomUUID().toString();
        PULSES.put(name, pulse);
        return name;
    }

    @Override
    public Socket createSocket() {
        return new PatientSocket(pulse);
    }

    @Override
    public Socket createSocket(String host, int port) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress from, int fromPort) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort) {
        throw new UnsupportedOperationException();
    }
}
