package com.upcoach.admission;

import com.upcoach.digest.Sha256;
import java.net.InetAddress;
import java.util.HexFormat;
import java.util.UUID;

/**
 * Who is counted under a policy.
 *
 * @param policy whose counter it is
 * @param kind what the subject is known by
 * @param id a user's UUID, an address or /56 network, or a digest of an account's e-mail address; never personal text
 */
public record Subject(Policy policy, Kind kind, String id) {
    private static final int NETWORK_BYTES = 7;

    /** What a subject is known by. */
    public enum Kind {
        /** A person who has signed in. */
        USER,
        /** The address that a request came from. */
        ADDRESS,
        /** The account that somebody tries to sign in to. */
        ACCOUNT
    }

    /** Returns the subject that a person is. */
    public static Subject user(Policy policy, UUID user) {
        return new Subject(policy, Kind.USER, user.toString());
    }

    /**
     * Returns the subject that an address belongs to: an IPv4 address by itself, of IPv6 the first 56 bits, which is
     * what a household is given (RIPE-690).
     */
    public static Subject address(Policy policy, InetAddress address) {
        byte[] bytes = address.getAddress();
        if (bytes.length == 4) {
            return new Subject(policy, Kind.ADDRESS, address.getHostAddress());
        }
        return new Subject(policy, Kind.ADDRESS, HexFormat.of().formatHex(bytes, 0, NETWORK_BYTES) + "/56");
    }

    /**
     * Returns the subject of an account.
     *
     * @param key what all spellings of the account's e-mail address have in common
     */
    public static Subject account(Policy policy, String key) {
        byte[] digest = Sha256.of(key);
        return new Subject(policy, Kind.ACCOUNT, HexFormat.of().formatHex(digest, 0, 16));
    }

    /** Returns whether members may take its permits in blocks. */
    public boolean leased() {
        return policy.leased() && kind == Kind.USER;
    }

    /** Returns SHA-256 of policy, kind and id: what tells subjects apart in the grid. */
    public byte[] digest() {
        return Sha256.of(policy.slug() + '|' + kind + '|' + id);
    }
}
