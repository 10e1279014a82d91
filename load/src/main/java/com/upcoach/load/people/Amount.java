package com.upcoach.load.people;

/**
 * How much is made.
 *
 * @param people how many
 * @param goals of each person
 * @param tasks of each goal
 */
record Amount(int people, int goals, int tasks) {
    Amount {
        if (people < 1) {
            throw new IllegalArgumentException("at least one person is made");
        }
    }
}
