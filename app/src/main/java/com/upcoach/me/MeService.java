package com.upcoach.me;

import com.upcoach.entity.Edit;
import com.upcoach.entity.Entities;
import com.upcoach.failure.Failure;
import com.upcoach.grid.row.UserRows;
import com.upcoach.session.Caller;
import com.upcoach.session.Passwords;
import com.upcoach.user.Profile;
import com.upcoach.user.User;
import com.upcoach.user.UserStore;
import com.upcoach.user.Users;
import java.time.Clock;
import java.util.UUID;
import java.util.function.LongPredicate;
import java.util.function.UnaryOperator;

/** The rules of a person's own account. Thread-safe. */
public final class MeService {
    /** Tries of a deletion; each that is lost means that the account was changed meanwhile. */
    private static final int MAX_TRIES = 3;

    private final Users users;
    private final Entities<User> accounts;
    private final UserRows rows;
    private final Passwords passwords;
    private final Erasure erasure;
    private final Clock clock;

    public MeService(Users users, UserRows rows, Passwords passwords, Erasure erasure, Clock clock) {
        this.users = users;
        this.accounts = new Entities<>(rows, UserStore.USERS);
        this.rows = rows;
        this.passwords = passwords;
        this.erasure = erasure;
        this.clock = clock;
    }

    /**
     * Changes what a person says of themselves. An edit that changes nothing raises no version.
     *
     * @param allowed tells whether the edit may replace this version
     * @throws Failure.Unauthorized when the person does not exist any more
     */
    Edit<User> edit(UUID user, LongPredicate allowed, UnaryOperator<Profile> edit) {
        try {
            return accounts.edit(
                    user, user, allowed, account -> account.edited(edit.apply(account.profile()), clock.instant()));
        } catch (Failure.NotFound e) {
            throw Failure.Unauthorized.accountGone();
        }
    }

    /**
     * Returns the account that is to be deleted. Where it is deleted already, by a request whose outcome nobody
     * learned, what that one left in memory goes now.
     *
     * @throws Failure.Unauthorized when it does not exist any more
     */
    User leaving(Caller caller) {
        return users.byId(caller.user()).orElseThrow(() -> {
            erasure.erase(caller);
            return Failure.Unauthorized.accountGone();
        });
    }

    /**
     * Deletes the person and everything that is kept of them. It is durable, and their tokens are refused, when it
     * returns; other members follow within a second.
     *
     * @param allowed tells whether this version of the account may be deleted
     * @return the account as it was, or that the condition was lost
     * @throws Failure.Unauthorized when the password is not right, or the person does not exist any more
     */
    Edit<User> delete(Caller caller, String password, LongPredicate allowed) {
        for (int attempt = 1; attempt <= MAX_TRIES; attempt++) {
            User user = leaving(caller);
            if (!passwords.check(password, user.passwordHash())) {
                throw new Failure.Unauthorized("password-wrong", "The password is not right.");
            }
            if (!allowed.test(user.version())) {
                return new Edit.Lost<>(user, rows.ownersDataVersion(user.id()));
            }
            if (users.delete(user, clock.instant())) {
                erasure.erase(caller);
                return new Edit.Made<>(user, 0);
            }
        }
        throw new Failure.Unavailable("write-contended", "Too many writes at once to the same account. Try again.");
    }
}
