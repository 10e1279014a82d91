package com.upcoach.failure;

import java.time.Instant;
import java.util.List;

/**
 * Why a request is refused. Each carries a stable code that a client can switch on and a sentence for people; none
 * carries a cause or a stack trace, as none is a fault of ours but {@link Broken}.
 */
public abstract sealed class Failure extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String code;
    private long dataVersion;

    private Failure(String code, String detail, boolean traced) {
        super(detail, null, false, traced);
        this.code = code;
    }

    private Failure(String code, String detail) {
        this(code, detail, false);
    }

    /** Returns the stable slug, such as {@code goal-not-found}. */
    public String code() {
        return code;
    }

    /** Returns one sentence for people. */
    public String detail() {
        return String.valueOf(getMessage());
    }

    /**
     * A value that breaks a rule.
     *
     * @param pointer JSON Pointer (RFC 6901) into the body, or the name of a query parameter
     * @param code stable slug of the rule
     * @param message one sentence for people
     */
    public record Fault(String pointer, String code, String message) {}

    /** Says at which data version of the person this was seen, so that nothing older is shown after it. */
    public Failure at(long version) {
        dataVersion = version;
        return this;
    }

    /** Returns the data version at which this was seen; 0 when it tells of no person's data. */
    public long dataVersion() {
        return dataVersion;
    }

    /** The request cannot be understood: 400. */
    public static final class Malformed extends Failure {
        private final transient List<Fault> faults;

        public Malformed(String code, String detail, Fault... faults) {
            super(code, detail);
            this.faults = List.of(faults);
        }

        public List<Fault> faults() {
            return faults;
        }
    }

    /** The request is understood and breaks rules: 422. */
    public static final class Invalid extends Failure {
        private final transient List<Fault> faults;

        public Invalid(List<Fault> faults) {
            super("invalid", "Some values break a rule.");
            this.faults = List.copyOf(faults);
        }

        public Invalid(String code, String detail) {
            super(code, detail);
            this.faults = List.of();
        }

        public List<Fault> faults() {
            return faults;
        }
    }

    /** No valid proof of who asks: 401. */
    public static final class Unauthorized extends Failure {
        public Unauthorized(String code, String detail) {
            super(code, detail);
        }

        /** The person does not exist any more. */
        public static Unauthorized accountGone() {
            return new Unauthorized("account-gone", "This account does not exist any more.");
        }
    }

    /** Known, but not allowed: 403. */
    public static final class Forbidden extends Failure {
        public Forbidden(String code, String detail) {
            super(code, detail);
        }
    }

    /** Does not exist, or is another's, which is the same to the caller: 404. */
    public static final class NotFound extends Failure {
        public NotFound(String code, String detail) {
            super(code, detail);
        }
    }

    /** None of the media types the caller accepts can be given: 406. */
    public static final class NotAcceptable extends Failure {
        public NotAcceptable(String detail) {
            super("not-acceptable", detail);
        }
    }

    /** Stands against the present state: 409. */
    public static final class Conflict extends Failure {
        public Conflict(String code, String detail) {
            super(code, detail);
        }
    }

    /** The first request of this Idempotency-Key still runs: 409 with Retry-After. */
    public static final class StillRunning extends Failure {
        public StillRunning() {
            super("idempotency-key-in-use", "The first request with this Idempotency-Key is still running.");
        }
    }

    /** The body is of a type or coding that is not taken: 415. */
    public static final class UnsupportedMedia extends Failure {
        public UnsupportedMedia(String detail) {
            super("unsupported-media-type", detail);
        }
    }

    /** A write that must name the version it replaces did not: 428. */
    public static final class PreconditionRequired extends Failure {
        public PreconditionRequired() {
            super("if-match-required", "Send If-Match with the ETag of the version that this replaces.");
        }
    }

    /** The quota of this window is used up: 429 with Retry-After. */
    public static final class Limited extends Failure {
        private final long retryAfterSeconds;
        private final transient Instant opens;

        /**
         * Creates the failure.
         *
         * @param retryAfterSeconds until the next window, rounded up
         * @param opens when the next window begins
         */
        public Limited(long retryAfterSeconds, Instant opens) {
            super("too-many-requests", "Too many requests in this window. Try again when the next one begins.");
            this.retryAfterSeconds = retryAfterSeconds;
            this.opens = opens;
        }

        public long retryAfterSeconds() {
            return retryAfterSeconds;
        }

        public Instant opens() {
            return opens;
        }
    }

    /** A part of the service cannot answer now: 503. Nothing was changed unless the code says that it is unknown. */
    public static final class Unavailable extends Failure {
        public Unavailable(String code, String detail) {
            super(code, detail);
        }
    }

    /** A fault of ours: 500. The detail goes to the log and never to the client. */
    public static final class Broken extends Failure {
        public Broken(String detail) {
            super("internal-error", detail, true);
        }
    }
}
