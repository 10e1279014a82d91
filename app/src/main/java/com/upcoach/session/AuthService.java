package com.upcoach.session;

import com.upcoach.failure.Failure;
import com.upcoach.grid.row.RowIds;
import com.upcoach.user.EmailAddress;
import com.upcoach.user.User;
import com.upcoach.user.UserAnswer;
import com.upcoach.user.Users;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

/** The rules of registering and signing in. Thread-safe. */
final class AuthService {
    private static final Duration SESSION_LIFETIME = Duration.ofDays(30);
    private static final int REFRESH_BYTES = 32;

    private final Users users;
    private final SessionStore sessions;
    private final Passwords passwords;
    private final AccessTokens tokens;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    AuthService(Users users, SessionStore sessions, Passwords passwords, AccessTokens tokens, Clock clock) {
        this.users = users;
        this.sessions = sessions;
        this.passwords = passwords;
        this.tokens = tokens;
        this.clock = clock;
    }

    /**
     * What a person gets who signs in.
     *
     * @param accessToken JWT, for the Authorization header
     * @param refreshToken opaque, for a new access token
     * @param expiresIn seconds until the access token ends
     */
    record SignedIn(String accessToken, String refreshToken, long expiresIn, UserAnswer user) {}

    /**
     * Makes an account and signs in. An address that has an account already is only signed in to, by whoever proves
     * with its password that it is theirs: so a registration that is sent twice succeeds twice.
     *
     * @throws Failure.Conflict when the address has an account with another password
     */
    SignedIn register(Registration registration) {
        if (users.byEmail(registration.email()).isEmpty()) {
            User user = newUser(registration, now());
            if (users.create(user).isPresent()) {
                return signIn(user, "");
            }
        }
        return proven(registration.email(), registration.password())
                .map(owner -> signIn(owner, ""))
                .orElseThrow(() -> new Failure.Conflict(
                        "registration-refused", "This address cannot be registered. If it is yours, sign in."));
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
     * @throws Failure.Unauthorized the same for an unknown address and a wrong password, and as slowly
     */
    SignedIn logIn(EmailAddress email, String password, String device) {
        return proven(email, password)
                .map(user -> signIn(user, device))
                .orElseThrow(() -> new Failure.Unauthorized(
                        "credentials-refused", "The e-mail address or the password is not right."));
    }

    private Optional<User> proven(EmailAddress email, String password) {
        Optional<User> user = users.byEmail(email);
        if (user.isEmpty()) {
            passwords.pretend(password);
            return Optional.empty();
        }
        return user.filter(found -> passwords.check(password, found.passwordHash()));
    }

    private SignedIn signIn(User user, String device) {
        Instant now = now();
        UUID session = RowIds.next(now);
        String refreshToken = refreshToken();
        sessions.insert(user.id(), session, sha256(refreshToken), device, now, now.plus(SESSION_LIFETIME));
        return new SignedIn(
                tokens.issue(user.id(), session),
                refreshToken,
                AccessTokens.LIFETIME.toSeconds(),
                UserAnswer.from(user));
    }

    private String refreshToken() {
        byte[] bytes = new byte[REFRESH_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static byte[] sha256(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.US_ASCII));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
