package com.upcoach.http;

import io.helidon.http.HeaderNames;
import io.helidon.http.Headers;
import java.util.concurrent.Semaphore;

/** The memory that large bodies may take together while they are received and answered. Thread-safe. */
final class BodyRoom {
    /** Small ones take no room: they are nearly all, and a thousand of them come to half of it. */
    private static final int SMALL_KIB = 16;

    private static final int LARGEST_KIB = 1_024;
    private static final int ROOM_KIB = 32 * LARGEST_KIB;

    private final Semaphore kib = new Semaphore(ROOM_KIB);

    /** Returns what a body may come to, in KiB; 0 when it is small. */
    static int size(Headers headers) {
        if (headers.contains(HeaderNames.TRANSFER_ENCODING)) {
            return LARGEST_KIB;
        }
        long length = headers.contentLength().orElse(0) / 1_024;
        return length <= SMALL_KIB ? 0 : (int) Math.min(length, LARGEST_KIB);
    }

    /** Takes so many KiB; false when they are not there. */
    boolean take(int size) {
        return kib.tryAcquire(size);
    }

    /** Gives back what was taken. */
    void give(int size) {
        kib.release(size);
    }
}
