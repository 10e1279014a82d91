package com.upcoach.log;

import java.util.logging.Level;
import java.util.logging.LogRecord;

/** The line of a request that was answered: its template, never its path, which may name a person. */
final class RequestRecord extends LogRecord {
    private static final long serialVersionUID = 1;

    private final String method;
    private final String route;
    private final int status;
    private final long micros;

    RequestRecord(String method, String route, int status, long micros) {
        super(Level.INFO, method + ' ' + route + ' ' + status + ' ' + micros / 1_000 + " ms");
        this.method = method;
        this.route = route;
        this.status = status;
        this.micros = micros;
        setLoggerName("request");
    }

    String method() {
        return method;
    }

    String route() {
        return route;
    }

    int status() {
        return status;
    }

    double millis() {
        return micros / 1_000.0;
    }
}
