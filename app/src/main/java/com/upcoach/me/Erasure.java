package com.upcoach.me;

import com.upcoach.failure.Failure;
import com.upcoach.session.Caller;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.function.Consumer;

/**
 * Takes a person who was deleted out of all memory: the maps of the grid and what members remember. Nothing of it can
 * be read any more, as the person's head is gone, so what cannot be reached now is left to its time to live, an hour at
 * most. Thread-safe.
 */
public final class Erasure {
    private static final Logger LOG = System.getLogger(Erasure.class.getName());
    private static final int MAX_TRIES = 3;

    private final List<Part> parts;

    /** Creates the erasure from its parts, in their order. */
    public Erasure(List<Part> parts) {
        this.parts = List.copyOf(parts);
    }

    /**
     * One place that holds something of people.
     *
     * @param name of it, for the log
     * @param drop takes the person out; may be done again
     */
    public record Part(String name, Consumer<Caller> drop) {}

    /** Erases a person, by the token of the session that asked for it. */
    void erase(Caller gone) {
        parts.forEach(part -> erase(part, gone));
    }

    private static void erase(Part part, Caller gone) {
        for (int attempt = 1; attempt <= MAX_TRIES; attempt++) {
            try {
                part.drop.accept(gone);
                return;
            } catch (Failure.Unavailable e) {
                if (attempt == MAX_TRIES) {
                    LOG.log(Level.WARNING, "a deleted person stays in " + part.name + " until it expires there");
                }
            }
        }
    }
}
