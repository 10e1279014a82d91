package com.upcoach.load.people;

import com.upcoach.session.AccessTokens;
import com.upcoach.session.RefreshTokens;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Somebody who is signed in: a line for JMeter, and a row of the table of sessions. */
record Person(
        String email,
        UUID id,
        UUID session,
        String access,
        String refresh,
        Instant until,
        List<UUID> goals,
        List<UUID> tasks) {
    /** The names of what {@link #line} holds. */
    static final String COLUMNS = "email,accessToken,until,refreshToken,goals,tasks";

    /** Of each kind so many ids are told: more would make a burst no different. */
    private static final int MOST_IDS = 5;

    private static final Duration SESSION = Duration.ofDays(30);

    /** Signs somebody in, without their password; the session is still to be kept. */
    static Person signedIn(
            Batch batch, int person, Amount amount, AccessTokens access, RefreshTokens refresh, Instant now) {
        UUID id = batch.person(person);
        UUID session = UUID.randomUUID();
        int goals = Math.min(MOST_IDS, amount.goals());
        return new Person(
                batch.email(person),
                id,
                session,
                access.issue(id, session),
                refresh.first(id, session),
                now.plus(AccessTokens.LIFETIME),
                IntStream.rangeClosed(1, goals)
                        .mapToObj(goal -> batch.goal(person, goal))
                        .toList(),
                IntStream.rangeClosed(1, amount.tasks() == 0 ? 0 : goals)
                        .mapToObj(goal -> batch.task(person, goal, 1))
                        .toList());
    }

    String line() {
        return String.join(
                ",", email, access, Long.toString(until.toEpochMilli()), refresh, words(goals), words(tasks));
    }

    /** Returns a line of {@code COPY sessions (user_id, id, refresh_hash, created_at, last_active_at, expires_at)}. */
    String row(Instant now) {
        String hash = "\\\\x" + HexFormat.of().formatHex(RefreshTokens.hash(refresh));
        return "%s\t%s\t%s\t%s\t%s\t%s\n".formatted(id, session, hash, now, now, now.plus(SESSION));
    }

    private static String words(List<UUID> ids) {
        return ids.stream().map(UUID::toString).collect(Collectors.joining(" "));
    }

    /** Leaves the tokens out. */
    @Override
    public String toString() {
        return "Person " + email;
    }
}
