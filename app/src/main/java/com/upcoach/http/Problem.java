package com.upcoach.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.upcoach.failure.Failure;
import com.upcoach.failure.Failure.Fault;
import io.helidon.http.Status;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A problem answer's body (RFC 9457).
 *
 * @param type URI of the kind of problem, ending in its code
 * @param title the status in words
 * @param status HTTP status
 * @param detail one sentence for people
 * @param code stable slug that a client can switch on
 * @param requestId also in the log
 * @param errors the values that broke a rule, when they are known
 * @param current the object as it is, when a condition was lost to it
 * @param error what clients of the former service look for, when a limit refused
 * @param retryAfter when the next window begins, when a limit refused
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Problem(
        String type,
        String title,
        int status,
        String detail,
        String code,
        String requestId,
        List<Fault> errors,
        @Nullable Object current,
        @Nullable String error,
        @Nullable Instant retryAfter) {

    static final String TYPE_BASE = "https://api.upcoach.ai/problems/";

    static Problem of(Status status, String code, String detail, String requestId) {
        return of(status, code, detail, requestId, List.of());
    }

    private static Problem of(Status status, String code, String detail, String requestId, List<Fault> errors) {
        return new Problem(
                TYPE_BASE + code,
                status.reasonPhrase(),
                status.code(),
                detail,
                code,
                requestId,
                errors,
                null,
                null,
                null);
    }

    /** Returns the answer to a failure; each has exactly one status. */
    static Problem of(Failure failure, String requestId) {
        Status status = status(failure);
        return switch (failure) {
            case Failure.Malformed f -> of(status, f.code(), f.detail(), requestId, f.faults());
            case Failure.Invalid f -> of(status, f.code(), f.detail(), requestId, f.faults());
            case Failure.Broken f -> of(status, f.code(), "Something went wrong on our side.", requestId);
            case Failure.Limited f ->
                new Problem(
                        TYPE_BASE + f.code(),
                        status.reasonPhrase(),
                        status.code(),
                        f.detail(),
                        f.code(),
                        requestId,
                        List.of(),
                        null,
                        "Too many requests",
                        f.opens());
            default -> of(status, failure.code(), failure.detail(), requestId);
        };
    }

    /** Returns the answer to a condition that was lost, with the object as it is. */
    static Problem lost(Object current, String requestId) {
        Status status = Status.PRECONDITION_FAILED_412;
        String code = "version-mismatch";
        return new Problem(
                TYPE_BASE + code,
                status.reasonPhrase(),
                status.code(),
                "The object has changed since the version in If-Match.",
                code,
                requestId,
                List.of(),
                current,
                null,
                null);
    }

    /** The one place where a failure gets its status. */
    static Status status(Failure failure) {
        return switch (failure) {
            case Failure.Malformed ignored -> Status.BAD_REQUEST_400;
            case Failure.Unauthorized ignored -> Status.UNAUTHORIZED_401;
            case Failure.Forbidden ignored -> Status.FORBIDDEN_403;
            case Failure.NotFound ignored -> Status.NOT_FOUND_404;
            case Failure.NotAcceptable ignored -> Status.NOT_ACCEPTABLE_406;
            case Failure.Conflict ignored -> Status.CONFLICT_409;
            case Failure.StillRunning ignored -> Status.CONFLICT_409;
            case Failure.UnsupportedMedia ignored -> Status.UNSUPPORTED_MEDIA_TYPE_415;
            case Failure.Invalid ignored -> UNPROCESSABLE;
            case Failure.PreconditionRequired ignored -> PRECONDITION_REQUIRED;
            case Failure.Limited ignored -> TOO_MANY_REQUESTS;
            case Failure.Unavailable ignored -> Status.SERVICE_UNAVAILABLE_503;
            case Failure.Broken ignored -> Status.INTERNAL_SERVER_ERROR_500;
        };
    }

    private static final Status UNPROCESSABLE = Status.create(422, "Unprocessable Content");
    private static final Status TOO_MANY_REQUESTS = Status.create(429, "Too Many Requests");
    private static final Status PRECONDITION_REQUIRED = Status.create(428, "Precondition Required");
}
