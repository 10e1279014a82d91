package com.upcoach.coaching;

import com.upcoach.http.Answers;
import com.upcoach.session.Authentication;
import com.upcoach.session.Authentication.PersonalHandler;
import io.helidon.webserver.http.Handler;

/** Handlers of a signed-in person, whose answers nobody may store. Thread-safe. */
final class UnstoredAnswers {
    private final Authentication authentication;

    UnstoredAnswers(Authentication authentication) {
        this.authentication = authentication;
    }

    Handler handler(PersonalHandler handler) {
        return authentication.personal((caller, request, response) -> {
            Answers.unstored(response);
            handler.handle(caller, request, response);
        });
    }
}
