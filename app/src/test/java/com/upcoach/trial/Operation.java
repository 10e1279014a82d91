package com.upcoach.trial;

/**
 * One operation of a history: when a client began it, when it had the answer, and what was asked and answered. A read
 * without an answer tells nothing and has no place in a history.
 *
 * @param invoked nanoseconds of the one clock that all operations of a history share
 * @param returned nanoseconds of the same clock, {@link #NEVER} for a write whose outcome is unknown
 */
record Operation(long invoked, long returned, Exchange exchange) {
    static final long NEVER = Long.MAX_VALUE;

    Operation {
        if (returned < invoked) {
            throw new IllegalArgumentException("returned before it was invoked: " + invoked + " > " + returned);
        }
        if ((returned == NEVER) != exchange.open()) {
            throw new IllegalArgumentException("an unknown outcome, and no other, never returns: " + exchange);
        }
    }

    /** What was asked of the register and what it answered. */
    sealed interface Exchange {
        /** Whether the outcome is unknown: the operation may take effect at any time after its call, or never. */
        boolean open();
    }

    /** A read that observed this version and value. */
    record Read(long version, String value) implements Exchange {
        @Override
        public boolean open() {
            return false;
        }
    }

    /** A write under a condition, such as {@code If-Match}: only while the register has the expected version. */
    record Write(long expected, String value, Outcome outcome) implements Exchange {
        @Override
        public boolean open() {
            return outcome == Outcome.UNKNOWN;
        }
    }

    /** What the writer knows of its write. */
    enum Outcome {
        /** The register had the expected version; it then had the next version and the value. */
        WON,
        /** The register had another version; nothing changed. */
        LOST,
        /** Timeout, 503 or a cut connection: won at any time after the call, or without effect. */
        UNKNOWN
    }
}
