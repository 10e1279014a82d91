package com.upcoach.admission;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Finds the address that a request came from. Whatever a client says of itself is not believed: of
 * {@code X-Forwarded-For} counts what trusted proxies appended, read from the right, up to the first address that is no
 * proxy of ours. Headers that proxies of ours do not write ({@code Forwarded}, {@code X-Real-IP} and others) are not
 * looked at. Thread-safe.
 */
public final class ClientAddress {
    private static final Pattern NUMERIC = Pattern.compile("[0-9a-fA-F.:]{2,45}");
    private static final Pattern WITH_PORT =
            Pattern.compile("\\[([0-9a-fA-F.:]{2,45})](?::\\d{1,5})?|([0-9.]{7,15}):\\d{1,5}");

    private final List<Cidr> trusted;

    /** Creates the finder. */
    public ClientAddress(List<Cidr> trusted) {
        this.trusted = List.copyOf(trusted);
    }

    /**
     * Returns the client's address: IPv4 when it is an IPv4 address, however it is written.
     *
     * @param peer who holds the connection
     * @param forwardedFor the values of X-Forwarded-For, in the order that they came in
     */
    public InetAddress of(InetAddress peer, List<String> forwardedFor) {
        if (!isTrusted(peer)) {
            return peer;
        }
        InetAddress client = peer;
        String[] hops = String.join(",", forwardedFor).split(",", -1);
        for (int i = hops.length - 1; i >= 0 && isTrusted(client); i--) {
            Optional<InetAddress> hop = parse(hops[i].strip());
            if (hop.isEmpty()) {
                return client;
            }
            client = hop.get();
        }
        return client;
    }

    private boolean isTrusted(InetAddress address) {
        for (Cidr range : trusted) {
            if (range.contains(address)) {
                return true;
            }
        }
        return false;
    }

    /** IPv4-mapped forms come out as IPv4: the JDK makes no difference between them. */
    private static Optional<InetAddress> parse(String text) {
        String address = text;
        var withPort = WITH_PORT.matcher(text);
        if (withPort.matches()) {
            address = withPort.group(1) == null ? withPort.group(2) : withPort.group(1);
        }
        if (!NUMERIC.matcher(address).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.ofLiteral(address));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
