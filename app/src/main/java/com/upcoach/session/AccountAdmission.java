package com.upcoach.session;

import com.upcoach.failure.Failure;
import io.helidon.webserver.http.ServerResponse;

/** Counts attempts on an account. */
@FunctionalInterface
public interface AccountAdmission {
    /**
     * Counts an attempt, before any password is looked at, and tells where the account stands.
     *
     * @throws Failure.Limited when there were too many, from wherever they came
     */
    void admit(String email, ServerResponse response);
}
