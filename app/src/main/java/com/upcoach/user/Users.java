package com.upcoach.user;

import com.upcoach.database.Database;
import com.upcoach.database.Sql;
import com.upcoach.failure.Failure;
import com.upcoach.grid.GridCalls;
import com.upcoach.grid.StoreFailure;
import com.upcoach.grid.StoreFailure.Reason;
import com.upcoach.grid.row.Change;
import com.upcoach.grid.row.Commit;
import com.upcoach.grid.row.KeptAnswer;
import com.upcoach.grid.row.Row;
import com.upcoach.grid.row.RowKey;
import com.upcoach.grid.row.UserRows;
import com.upcoach.grid.row.Write;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The accounts, as other features see them. Thread-safe. */
public final class Users {
    /** Has no account and never will. */
    private static final UUID NOBODY = new UUID(0, 0);

    private static final Sql BY_EMAIL = new Sql("user-by-email", "SELECT id FROM users WHERE lower(email) = lower(?)");

    private final UserRows rows;
    private final Database database;

    public Users(UserRows rows, Database database) {
        this.rows = rows;
        this.database = database;
    }

    /** Finds an account by its e-mail address, whatever its case, by the same steps when there is none. */
    public Optional<User> byEmail(EmailAddress email) {
        return byId(idByEmail(email.key()).orElse(NOBODY));
    }

    /** Finds an account by its id. */
    public Optional<User> byId(UUID id) {
        return rows.read(key(id)) instanceof Row.Present present
                ? Optional.of((User) present.value())
                : Optional.empty();
    }

    /**
     * Returns an account.
     *
     * @throws Failure.Unauthorized when the person does not exist any more
     */
    public User get(UUID id) {
        return byId(id).orElseThrow(Failure.Unauthorized::accountGone);
    }

    /**
     * Returns the calendar days of a person.
     *
     * @throws Failure.Unauthorized when the person does not exist any more
     */
    public Days days(UUID id) {
        return Days.of(get(id));
    }

    /**
     * Makes an account.
     *
     * @return the person's data version, or nothing when the e-mail address has an account already
     */
    public Optional<Long> create(User user) {
        Change change = new Change(key(user.id()), 0, user);
        try {
            Commit commit = rows.commit(user.id(), Write.first(user.createdAt()), List.of(change));
            return commit instanceof Commit.Done done ? Optional.of(done.dataVersion()) : Optional.empty();
        } catch (StoreFailure e) {
            if (e.reason() != Reason.DUPLICATE) {
                throw e;
            }
            return Optional.empty();
        }
    }

    /**
     * Replaces an account by its next version.
     *
     * @param kept the answer to keep for retries, in the same write
     * @return the person's data version, or nothing when the account has another version by now
     */
    public OptionalLong replace(User next, @Nullable KeptAnswer kept) {
        Change change = new Change(key(next.id()), next.version() - 1, next);
        Commit commit = rows.commit(next.id(), Write.at(next.updatedAt(), kept), List.of(change));
        return commit instanceof Commit.Done done ? OptionalLong.of(done.dataVersion()) : OptionalLong.empty();
    }

    /**
     * Deletes an account, and by that all that is kept of the person in PostgreSQL; what the grid holds stays in
     * memory, but for the head: no request of theirs is served any more.
     *
     * @return whether it is deleted; not when the account has another version by now
     */
    public boolean delete(User user, Instant now) {
        Change change = new Change(key(user.id()), user.version(), null);
        return rows.commit(user.id(), Write.last(now), List.of(change)) instanceof Commit.Done;
    }

    private Optional<UUID> idByEmail(String key) {
        return GridCalls.query(() -> database.queryOne(BY_EMAIL, c -> c.uuid("id"), key));
    }

    private static RowKey key(UUID id) {
        return UserStore.USERS.key(id, id);
    }
}
