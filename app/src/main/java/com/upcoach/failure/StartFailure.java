package com.upcoach.failure;

/**
 * A reason why the server cannot start. Its message is the one line that the operator sees; the cause is for the
 * debugger.
 */
public final class StartFailure extends RuntimeException {
    public StartFailure(String message) {
        super(message);
    }

    public StartFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
