package com.upcoach.session;

import com.upcoach.database.Database;
import com.upcoach.http.Answers;
import com.upcoach.http.Bodies;
import com.upcoach.http.Json;
import com.upcoach.http.Routing;
import com.upcoach.user.Users;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.Clock;

/** {@code /api/auth}: registering and signing in. */
public final class AuthRoutes implements HttpService {
    private final AuthService service;
    private final AccountAdmission accounts;

    private AuthRoutes(AuthService service, AccountAdmission accounts) {
        this.service = service;
        this.accounts = accounts;
    }

    /** Puts the feature together. */
    public static AuthRoutes create(
            Users users,
            Database database,
            Passwords passwords,
            AccessTokens tokens,
            Clock clock,
            AccountAdmission accounts) {
        return new AuthRoutes(new AuthService(users, new SessionStore(database), passwords, tokens, clock), accounts);
    }

    @Override
    public void routing(HttpRules rules) {
        Routing.path("/register").post(this::register).on(rules);
        Routing.path("/login").post(this::logIn).on(rules);
    }

    private void register(ServerRequest request, ServerResponse response) {
        Registration registration =
                Json.read(Bodies.json(request), Registration.Body.class).checked();
        accounts.admit(registration.email(), response);
        Answers.secret(response, Status.CREATED_201, service.register(registration));
    }

    private void logIn(ServerRequest request, ServerResponse response) {
        Credentials credentials =
                Json.read(Bodies.json(request), Credentials.Body.class).checked();
        accounts.admit(credentials.email(), response);
        Answers.secret(
                response,
                Status.OK_200,
                service.logIn(credentials.email(), credentials.password(), credentials.device()));
    }
}
