package com.upcoach.coaching;

import com.upcoach.failure.Failure;
import com.upcoach.user.Days;
import com.upcoach.user.Users;
import java.time.Clock;
import java.time.LocalDate;
import java.util.UUID;

/** The day that it is for a person: in their zone, from the hour at which their day begins. */
final class PersonalDay {
    private PersonalDay() {}

    /**
     * Returns a person's day.
     *
     * @throws Failure.Unauthorized when the person does not exist any more
     */
    static LocalDate of(Users users, UUID user, Clock clock) {
        return users.byId(user)
                .map(person -> Days.of(person).day(clock.instant()))
                .orElseThrow(() -> new Failure.Unauthorized("account-gone", "This account does not exist any more."));
    }
}
