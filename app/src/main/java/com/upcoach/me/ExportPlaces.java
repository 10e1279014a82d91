package com.upcoach.me;

import com.upcoach.failure.Failure;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/** The exports that this member makes at a time: a few, and one for a person. Thread-safe. */
final class ExportPlaces {
    private static final int AT_ONCE = 6;

    private final Semaphore places = new Semaphore(AT_ONCE);
    private final Set<UUID> people = ConcurrentHashMap.newKeySet();

    /**
     * Makes an export when there is room.
     *
     * @throws Failure.Unavailable when there is none
     */
    void run(UUID user, Runnable export) {
        if (!people.add(user)) {
            throw busy();
        }
        try {
            inPlace(export);
        } finally {
            people.remove(user);
        }
    }

    private void inPlace(Runnable export) {
        if (!places.tryAcquire()) {
            throw busy();
        }
        try {
            export.run();
        } finally {
            places.release();
        }
    }

    private static Failure busy() {
        return new Failure.Unavailable("export-busy", "Too many exports at once. Try again shortly.");
    }
}
