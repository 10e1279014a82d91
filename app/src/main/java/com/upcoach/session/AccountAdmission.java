package com.upcoach.session;

import com.upcoach.failure.Failure;
import com.upcoach.user.EmailAddress;
import io.helidon.webserver.http.ServerResponse;
import java.util.UUID;

/** Counts attempts on an account. */
public interface AccountAdmission {
    /**
     * Counts an attempt, before any password is looked at.
     *
     * @throws Failure.Limited when there were too many, from wherever they came
     */
    void admit(EmailAddress email, ServerResponse response);

    /**
     * Counts an attempt of whoever is signed in to the account, apart from those of strangers: they cannot keep its
     * owner from changing the password.
     *
     * @throws Failure.Limited when there were too many
     */
    void admit(UUID user, ServerResponse response);
}
