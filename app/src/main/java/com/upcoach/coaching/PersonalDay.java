package com.upcoach.coaching;

import com.upcoach.failure.Failure;
import com.upcoach.user.Days;
import com.upcoach.user.User;
import com.upcoach.user.Users;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.UUID;

/**
 * The day that it is for a person: in their zone, from the hour at which their day begins.
 *
 * @param date the local day
 */
record PersonalDay(LocalDate date, ZoneId zone) {
    /**
     * Returns a person's day.
     *
     * @throws Failure.Unauthorized when the person does not exist any more
     */
    static PersonalDay of(Users users, UUID user, Clock clock) {
        User person = users.byId(user)
                .orElseThrow(() -> new Failure.Unauthorized("account-gone", "This account does not exist any more."));
        return of(person, clock.instant());
    }

    static PersonalDay of(User person, Instant now) {
        Days days = Days.of(person);
        return new PersonalDay(days.day(now), days.zone());
    }
}
