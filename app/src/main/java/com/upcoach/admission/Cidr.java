package com.upcoach.admission;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * A range of addresses (RFC 4632), such as {@code 10.0.0.0/8}.
 *
 * @param address the first address
 * @param prefix bits that all addresses of the range share
 */
public record Cidr(InetAddress address, int prefix) {
    private static final Pattern FORM = Pattern.compile("[0-9a-fA-F.:]{2,45}/\\d{1,3}");

    public Cidr {
        if (prefix > address.getAddress().length * 8) {
            throw new IllegalArgumentException("prefix is longer than the address");
        }
    }

    /**
     * Parses {@code address/prefix}; host names are not looked up.
     *
     * @throws IllegalArgumentException saying what is expected
     */
    public static Cidr of(String text) {
        if (!FORM.matcher(text).matches()) {
            throw new IllegalArgumentException("expected a CIDR such as 10.0.0.0/8, not '" + text + "'");
        }
        int slash = text.indexOf('/');
        return new Cidr(InetAddress.ofLiteral(text.substring(0, slash)), Integer.parseInt(text.substring(slash + 1)));
    }

    /** Returns whether an address lies in the range. IPv4 and IPv6 have nothing in common. */
    public boolean contains(InetAddress other) {
        byte[] ours = address.getAddress();
        byte[] theirs = other.getAddress();
        if (ours.length != theirs.length) {
            return false;
        }
        int whole = prefix / 8;
        int rest = 0xFF00 >> prefix % 8 & 0xFF;
        return Arrays.equals(ours, 0, whole, theirs, 0, whole)
                && (rest == 0 || (ours[whole] & rest) == (theirs[whole] & rest));
    }
}
