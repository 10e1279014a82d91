package com.upcoach.user;

import com.upcoach.entity.Entity;
import java.time.Instant;
import java.time.LocalTime;
import java.util.UUID;

/**
 * A person's account.
 *
 * @param email as it was given; unique whatever its case
 * @param passwordHash argon2id in PHC form; never leaves the server
 * @param locale BCP 47 tag
 * @param timeZone IANA name
 * @param dayStart local time at which the person's day begins
 * @param role {@code user}, {@code coach} or {@code admin}
 * @param version from 1
 */
public record User(
        UUID id,
        String email,
        String passwordHash,
        String displayName,
        String locale,
        String timeZone,
        LocalTime dayStart,
        String role,
        long version,
        Instant createdAt,
        Instant updatedAt)
        implements Entity {

    /** Returns the next version, with another password. */
    public User withPasswordHash(String hash, Instant now) {
        return new User(id, email, hash, displayName, locale, timeZone, dayStart, role, version + 1, createdAt, now);
    }

    /** Returns what the person says of themselves. */
    public Profile profile() {
        return new Profile(displayName, locale, timeZone, dayStart);
    }

    /** Returns the account with another profile, one version on; the same account when nothing differs. */
    public User edited(Profile next, Instant now) {
        return next.equals(profile())
                ? this
                : new User(
                        id,
                        email,
                        passwordHash,
                        next.displayName(),
                        next.locale(),
                        next.timeZone(),
                        next.dayStart(),
                        role,
                        version + 1,
                        createdAt,
                        now);
    }

    /** Tells the id alone: the rest is personal. */
    @Override
    public String toString() {
        return "User[" + id + "]";
    }
}
