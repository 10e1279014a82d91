package com.upcoach.grid.row;

/**
 * How many rows of a kind a person may have once a write is made, as the kind's {@link EntityStore#counted} counts
 * them. It is judged in the transaction of the write, whose fence lets one write of a person through at a time: so it
 * is exact, on whatever members the writes come in.
 *
 * @param kind of rows
 * @param most that there may be
 */
public record Cap(String kind, int most) {}
