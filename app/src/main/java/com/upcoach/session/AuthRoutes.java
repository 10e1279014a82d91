package com.upcoach.session;

import com.upcoach.grid.row.Answer;
import com.upcoach.grid.row.UserRows;
import com.upcoach.http.Answers;
import com.upcoach.http.Bodies;
import com.upcoach.http.DataVersions;
import com.upcoach.http.IdempotentPost;
import com.upcoach.http.IdempotentPost.Posted;
import com.upcoach.http.Json;
import com.upcoach.http.Routing;
import com.upcoach.http.Rules;
import com.upcoach.user.EmailAddress;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code /api/auth}: whatever takes a password or a refresh token. */
public final class AuthRoutes implements HttpService {
    private static final Answer CHANGED = new Answer(204, null, null, new byte[0]);

    private final AuthService service;
    private final Sessions sessions;
    private final UserRows rows;
    private final IdempotentPost posts;

    /**
     * What is kept of a body that has passwords in it: nobody can try guesses on it without the key. By each of the
     * keys, as another may sign by the time of a retry.
     */
    private final List<KeyedDigest> digests;

    private final Authentication authentication;
    private final AccountAdmission accounts;
    private final ClientNetwork networks;

    public AuthRoutes(
            AuthService service,
            Sessions sessions,
            UserRows rows,
            TokenKeys keys,
            IdempotentPost posts,
            Authentication authentication,
            AccountAdmission accounts,
            ClientNetwork networks) {
        this.service = service;
        this.sessions = sessions;
        this.rows = rows;
        this.posts = posts;
        this.digests = keys.all().stream()
                .map(key -> KeyedDigest.of(key, "upcoach fingerprint of a password change 1"))
                .toList();
        this.authentication = authentication;
        this.accounts = accounts;
        this.networks = networks;
    }

    @Override
    public void routing(HttpRules rules) {
        Routing.path("/register").post(this::register).on(rules);
        Routing.path("/login").post(this::logIn).on(rules);
        Routing.path("/refresh").post(this::refresh).on(rules);
        Routing.path("/password")
                .post(authentication.personal(this::changePassword))
                .on(rules);
    }

    private void register(ServerRequest request, ServerResponse response) {
        Registration registration =
                Json.read(Bodies.json(request), Registration.Body.class).checked();
        accounts.admit(registration.email(), response);
        Answers.secret(response, Status.CREATED_201, service.register(registration, networks.of(request)));
    }

    private void logIn(ServerRequest request, ServerResponse response) {
        Credentials credentials =
                Json.read(Bodies.json(request), Credentials.Body.class).checked();
        accounts.admit(credentials.email(), response);
        Answers.secret(response, Status.OK_200, service.logIn(credentials, networks.of(request)));
    }

    private void refresh(ServerRequest request, ServerResponse response) {
        String token = Json.read(Bodies.json(request), Refresh.class).checked();
        Answers.secret(response, Status.OK_200, sessions.refresh(token, networks.of(request)));
    }

    /** The body of a refresh. */
    private record Refresh(@Nullable String refreshToken) {
        String checked() {
            Rules rules = new Rules();
            String token = rules.text("/refreshToken", refreshToken, 1, 1_000);
            rules.check();
            return token;
        }
    }

    private void changePassword(Caller caller, ServerRequest request, ServerResponse response) {
        byte[] body = Bodies.json(request);
        PasswordChange.Body change = Json.read(body, PasswordChange.Body.class);
        PasswordChange checked =
                change.checked(new EmailAddress(service.account(caller.user()).email()));
        accounts.admit(caller.user(), response);
        Posted posted = posts.run(caller.user(), request, digested(body), keep -> {
            DataVersions.tell(request, response, service.changePassword(caller, checked, keep.apply(CHANGED)));
            return CHANGED;
        });
        if (posted.replayed()) {
            DataVersions.tell(request, response, rows.caughtUp(caller.user()));
            Answers.doneBefore(response);
        } else {
            Answers.done(response);
        }
    }

    private List<byte[]> digested(byte[] body) {
        return digests.stream().map(digest -> digest.of(body)).toList();
    }
}
