package com.upcoach.session;

import com.upcoach.failure.Failure;
import com.upcoach.grid.row.KeptAnswer;
import com.upcoach.grid.row.RowIds;
import com.upcoach.session.Sessions.Tokens;
import com.upcoach.user.EmailAddress;
import com.upcoach.user.User;
import com.upcoach.user.UserAnswer;
import com.upcoach.user.Users;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalTime;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The rules of registering, signing in and passwords. Thread-safe. */
public final class AuthService {
    /** Tries of a change of an account; each that is lost means that another one was made. */
    private static final int MAX_TRIES = 3;

    private final Users users;
    private final Sessions sessions;
    private final Passwords passwords;
    private final Function<UUID, String> plans;
    private final Clock clock;

    /**
     * Creates the service.
     *
     * @param plans tells the name of the plan that holds for a person
     */
    public AuthService(Users users, Sessions sessions, Passwords passwords, Function<UUID, String> plans, Clock clock) {
        this.users = users;
        this.sessions = sessions;
        this.passwords = passwords;
        this.plans = plans;
        this.clock = clock;
    }

    /**
     * What a person gets who signs in.
     *
     * @param accessToken JWT, for the Authorization header
     * @param refreshToken opaque, for a new access token
     * @param expiresIn seconds until the access token ends
     */
    record SignedIn(String accessToken, String refreshToken, long expiresIn, UserAnswer user) {
        /** Leaves everything out: all of it is secret or personal. */
        @Override
        public String toString() {
            return "SignedIn";
        }
    }

    /**
     * Makes an account and signs in. An address that has an account already is only signed in to, by whoever proves
     * with its password that it is theirs: so a registration that is sent twice succeeds twice. Either way one password
     * is hashed.
     *
     * @param network that the person comes from
     * @throws Failure.Conflict when the address has an account with another password
     */
    SignedIn register(Registration registration, String network) {
        if (users.byEmail(registration.email()).isEmpty()) {
            User user = newUser(registration, clock.instant());
            if (users.create(user).isPresent()) {
                return signIn(user, "", network).orElseThrow(AuthService::refused);
            }
        }
        return proven(registration.email(), registration.password())
                .flatMap(owner -> signIn(owner, "", network))
                .orElseThrow(() -> new Failure.Conflict(
                        "registration-refused",
                        "This registration cannot be completed. If you have an account, sign in."));
    }

    private User newUser(Registration registration, Instant now) {
        return new User(
                RowIds.next(now),
                registration.email().text(),
                passwords.hash(registration.password()),
                registration.displayName(),
                "en",
                registration.timeZone(),
                LocalTime.MIDNIGHT,
                "user",
                1,
                now,
                now);
    }

    /**
     * Signs in.
     *
     * @param network that the person comes from
     * @throws Failure.Unauthorized the same for an unknown address and a wrong password, and as slowly
     */
    SignedIn logIn(Credentials credentials, String network) {
        return proven(credentials.email(), credentials.password())
                .flatMap(user -> signIn(user, credentials.device(), network))
                .orElseThrow(AuthService::refused);
    }

    /** Returns the account of an address, if the password is its. */
    private Optional<User> proven(EmailAddress email, String password) {
        for (int attempt = 1; attempt <= MAX_TRIES; attempt++) {
            Optional<User> user = users.byEmail(email);
            if (user.isEmpty()) {
                passwords.pretend(password);
                return Optional.empty();
            }
            Optional<User> current = user.filter(found -> passwords.check(password, found.passwordHash()))
                    .map(found -> rehashed(found, password));
            if (current.isEmpty() || !passwords.isOutdated(current.get().passwordHash())) {
                return current;
            }
        }
        throw contended();
    }

    /** Returns the account with a hash by today's parameters; as it is when it has one, or was changed meanwhile. */
    private User rehashed(User user, String password) {
        if (!passwords.isOutdated(user.passwordHash())) {
            return user;
        }
        User next = user.withPasswordHash(passwords.hash(password), clock.instant());
        return users.replace(next, null).isPresent() ? next : user;
    }

    private Optional<SignedIn> signIn(User user, String device, String network) {
        return sessions.begin(user, device, network).map(tokens -> signedIn(tokens, user));
    }

    private SignedIn signedIn(Tokens tokens, User user) {
        UserAnswer shown = UserAnswer.from(user, plans.apply(user.id()));
        return new SignedIn(tokens.accessToken(), tokens.refreshToken(), tokens.expiresIn(), shown);
    }

    /**
     * Returns the account of a person.
     *
     * @throws Failure.Unauthorized when it does not exist any more
     */
    User account(UUID user) {
        return users.get(user);
    }

    /**
     * Changes the password and ends all other sessions: before it is changed, so that one which cannot be ended keeps
     * it as it was, and after, as somebody may have signed in meanwhile.
     *
     * @param kept the answer to keep for retries
     * @return the person's data version
     * @throws Failure.Unauthorized when the old password is not right
     */
    long changePassword(Caller caller, PasswordChange change, @Nullable KeptAnswer kept) {
        for (int attempt = 1; attempt <= MAX_TRIES; attempt++) {
            User user = account(caller.user());
            if (!passwords.check(change.oldPassword(), user.passwordHash())) {
                throw new Failure.Unauthorized("password-wrong", "The old password is not right.");
            }
            String hash = passwords.hash(change.newPassword());
            sessions.endOthers(caller);
            OptionalLong dataVersion = users.replace(user.withPasswordHash(hash, clock.instant()), kept);
            if (dataVersion.isPresent()) {
                sessions.endOthers(caller);
                return dataVersion.getAsLong();
            }
        }
        throw contended();
    }

    private static Failure refused() {
        return new Failure.Unauthorized("credentials-refused", "The e-mail address or the password is not right.");
    }

    private static Failure contended() {
        return new Failure.Unavailable("write-contended", "Too many writes at once to the same account. Try again.");
    }
}
