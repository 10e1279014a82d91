package com.upcoach.session;

import io.helidon.webserver.http.ServerRequest;
import java.net.InetAddress;
import java.util.function.Function;

/**
 * The network that a client is in, which says enough to know one's own sign-ins apart and not where somebody lives: of
 * IPv4 the first 24 bits, of IPv6 the first 56. Immutable.
 */
public final class ClientNetwork {
    private final Function<ServerRequest, InetAddress> address;

    /**
     * Creates the finder.
     *
     * @param address tells the address that a request came from
     */
    public ClientNetwork(Function<ServerRequest, InetAddress> address) {
        this.address = address;
    }

    /** Returns the network that a request came from, such as {@code 203.0.113.0/24}. */
    String of(ServerRequest request) {
        return of(address.apply(request));
    }

    static String of(InetAddress address) {
        byte[] bytes = address.getAddress();
        return bytes.length == 4
                ? "%d.%d.%d.0/24".formatted(bytes[0] & 0xff, bytes[1] & 0xff, bytes[2] & 0xff)
                : "%x:%x:%x:%x::/56"
                        .formatted(group(bytes, 0), group(bytes, 2), group(bytes, 4), group(bytes, 6) & 0xff00);
    }

    private static int group(byte[] bytes, int at) {
        return (bytes[at] & 0xff) << 8 | (bytes[at + 1] & 0xff);
    }
}
