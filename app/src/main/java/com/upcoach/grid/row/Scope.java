package com.upcoach.grid.row;

/**
 * Some parts of a person's rows: what a write touches, or a view shows. Parts go by names, of which each has one of 64
 * bits, by hash: two that share a bit are made anew together, which costs a little and is never wrong.
 *
 * @param bits of the parts
 */
public record Scope(long bits) {
    /** How many bits there are. */
    static final int BITS = 64;

    /** Everything. */
    public static final Scope ALL = new Scope(-1);

    /** Nothing. */
    public static final Scope NONE = new Scope(0);

    /** Returns one part. The name is hashed as {@link String#hashCode} says, the same by all members. */
    public static Scope of(String part) {
        // Fibonacci hashing (Knuth, The Art of Computer Programming 3, 6.4): the highest bits are the best mixed.
        return new Scope(1L << ((part.hashCode() * 0x9E3779B97F4A7C15L) >>> 58));
    }

    /** Returns the parts of both. */
    public Scope and(Scope other) {
        return new Scope(bits | other.bits);
    }

    /** Returns whether a part has that bit, from 0 to 63. */
    boolean has(int bit) {
        return ((bits >>> bit) & 1) != 0;
    }
}
