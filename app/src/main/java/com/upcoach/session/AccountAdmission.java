package com.upcoach.session;

import com.upcoach.failure.Failure;
import com.upcoach.user.EmailAddress;
import io.helidon.webserver.http.ServerResponse;

/** Counts attempts on an account. */
@FunctionalInterface
public interface AccountAdmission {
    /**
     * Counts an attempt, before any password is looked at.
     *
     * @throws Failure.Limited when there were too many, from wherever they came
     */
    void admit(EmailAddress email, ServerResponse response);
}
