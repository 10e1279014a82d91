package com.upcoach.http;

/** Is told of requests that were refused before any route or filter saw them. */
@FunctionalInterface
public interface Refusals {
    /**
     * Called for each.
     *
     * @param status of the answer
     * @param code of its problem
     */
    void refused(int status, String code);
}
