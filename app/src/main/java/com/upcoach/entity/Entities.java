package com.upcoach.entity;

import com.upcoach.failure.Failure;
import com.upcoach.grid.StoreFailure;
import com.upcoach.grid.row.Change;
import com.upcoach.grid.row.Commit;
import com.upcoach.grid.row.KeptAnswer;
import com.upcoach.grid.row.Row;
import com.upcoach.grid.row.UserRows;
import com.upcoach.grid.row.Write;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.LongPredicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * All things of one kind, in the grid. Reads are never older than any acknowledged write; each write compares and sets
 * at the owner and is durable when it returns. A grid or database that cannot answer is a {@link Failure.Unavailable}.
 * Thread-safe.
 */
public final class Entities<T extends Entity> {
    /** Tries of an edit; each lost one means that another edit of the same thing was made. */
    private static final int MAX_TRIES = 10;

    private final UserRows rows;
    private final Kind<T> kind;
    private final Room<T> room;

    /** Creates a kind of which a person may have any number. */
    public Entities(UserRows rows, Kind<T> kind) {
        this(rows, kind, (user, before, after) -> null);
    }

    /** Creates a kind of which a person may have so many; one more is refused with {@link Failure.Forbidden}. */
    public Entities(UserRows rows, Kind<T> kind, Room<T> room) {
        this.rows = rows;
        this.kind = kind;
        this.room = room;
    }

    /** Finds a person's; another person's is not found. */
    public Optional<T> find(UUID user, UUID id) {
        return rows.read(kind.key(user, id)) instanceof Row.Present present
                ? Optional.of(kind.type().cast(present.value()))
                : Optional.empty();
    }

    /**
     * Finds a person's.
     *
     * @throws Failure.NotFound when the person has no such thing
     */
    public T get(UUID user, UUID id) {
        return find(user, id).orElseThrow(() -> now(user, kind.notFound()));
    }

    /**
     * Adds a new one, and with it other changes and the answer that is kept for retries: all of it or nothing.
     *
     * @throws Failure.Conflict when an id was used before
     * @throws Failure.Forbidden when there is no room for it
     * @throws Failure.Invalid when it refers to something that does not exist
     */
    public Edit.Made<T> add(UUID user, T entity, List<Change> others, @Nullable KeptAnswer kept) {
        List<Change> changes = new ArrayList<>(others);
        changes.addFirst(kind.adding(user, entity));
        Write write = Write.at(entity.createdAt(), kept).within(room.cap(user, null, entity));
        OptionalLong dataVersion = commit(user, changes, write);
        if (dataVersion.isEmpty()) {
            throw now(user, new Failure.Conflict("id-taken", "This id is or was that of something else of yours."));
        }
        return new Edit.Made<>(entity, dataVersion.getAsLong());
    }

    /**
     * Changes one. An edit that returns the same version changes nothing.
     *
     * @param allowed tells whether the edit may replace this version
     * @param edit makes the next version from the present one
     * @throws Failure.NotFound when the person has no such thing
     * @throws Failure.Invalid when it is to refer to something that does not exist
     */
    public Edit<T> edit(UUID user, UUID id, LongPredicate allowed, UnaryOperator<T> edit) {
        return edit(user, id, allowed, edit, next -> Write.at(next.updatedAt(), null));
    }

    /**
     * Changes one as {@link #edit(UUID, UUID, LongPredicate, UnaryOperator)} does, and keeps an answer for retries in
     * the same write. It is kept also of an edit that changes nothing: by the time of a retry it might change
     * something.
     *
     * @param write makes what is told of the write
     */
    public Edit<T> edit(UUID user, UUID id, LongPredicate allowed, UnaryOperator<T> edit, Function<T, Write> write) {
        for (int attempt = 1; attempt <= MAX_TRIES; attempt++) {
            T current = get(user, id);
            if (!allowed.test(current.version())) {
                return new Edit.Lost<>(current, rows.ownersDataVersion(user));
            }
            T next = applied(user, edit, current);
            OptionalLong dataVersion = edited(user, current, next, write.apply(next));
            if (dataVersion.isPresent()) {
                return new Edit.Made<>(next, dataVersion.getAsLong());
            }
        }
        throw contended();
    }

    private T applied(UUID user, UnaryOperator<T> edit, T current) {
        try {
            return edit.apply(current);
        } catch (Failure.Conflict e) {
            throw now(user, e);
        }
    }

    /**
     * Returns the data version, or nothing when the row has another version by now. That nothing is to be changed is
     * said of what PostgreSQL has: a change would meet its fence there.
     */
    private OptionalLong edited(UUID user, T current, T next, Write write) {
        if (next.version() != current.version()) {
            return commit(
                    user, List.of(kind.replacing(user, current, next)), write.within(room.cap(user, current, next)));
        }
        return rows.fellBehind(user)
                ? OptionalLong.empty()
                : OptionalLong.of(unchanged(user, next, write).dataVersion());
    }

    /** Changes nothing, but keeps the answer for retries if there is one to keep. */
    public Edit.Made<T> unchanged(UUID user, T current, Write write) {
        if (write.kept() == null) {
            return new Edit.Made<>(current, rows.ownersDataVersion(user));
        }
        return new Edit.Made<>(current, commit(user, List.of(), write).orElseThrow());
    }

    /**
     * Makes one under an id that its maker gives, or changes the one that has it; either is one write.
     *
     * @param fresh makes the first version
     * @param edit makes the next version from the present one; the same version changes nothing
     * @param write makes what is told of the write; what it keeps for retries is kept also when nothing changes
     * @throws Failure.Conflict when it was deleted: what is retried late must not bring it back
     * @throws Failure.Invalid when it refers to something that does not exist
     */
    public Put<T> put(
            UUID user, UUID id, Supplier<T> fresh, UnaryOperator<T> edit, BiFunction<T, Boolean, Write> write) {
        for (int attempt = 1; attempt <= MAX_TRIES; attempt++) {
            Optional<T> current = find(user, id);
            T next = current.map(present -> applied(user, edit, present)).orElseGet(fresh);
            boolean isNew = current.isEmpty();
            Write told = write.apply(next, isNew);
            OptionalLong dataVersion = isNew
                    ? commit(user, List.of(kind.adding(user, next)), told)
                    : edited(user, current.get(), next, told);
            if (dataVersion.isPresent()) {
                return new Put<>(new Edit.Made<>(next, dataVersion.getAsLong()), isNew);
            }
            requireNotDeleted(user, id);
        }
        throw contended();
    }

    /** What became of a put, and whether what it made is new. */
    public record Put<T>(Edit.Made<T> made, boolean isNew) {}

    private void requireNotDeleted(UUID user, UUID id) {
        if (rows.read(kind.key(user, id)) instanceof Row.Absent(long lastVersion) && lastVersion > 0) {
            throw now(user, new Failure.Conflict(kind.name() + "-deleted", "This " + kind.name() + " was deleted."));
        }
    }

    /**
     * Deletes one.
     *
     * @param allowed tells whether this version may be deleted
     * @param others what becomes of what refers to it, in the same write; asked anew for each try, as it is listed by
     *     PostgreSQL
     * @return what was deleted, or that the condition was lost
     * @throws Failure.NotFound when the person has no such thing
     */
    public Edit<T> delete(UUID user, UUID id, LongPredicate allowed, Instant now, Function<T, List<Change>> others) {
        for (int attempt = 1; attempt <= MAX_TRIES; attempt++) {
            T current = get(user, id);
            if (!allowed.test(current.version())) {
                return new Edit.Lost<>(current, rows.ownersDataVersion(user));
            }
            OptionalLong dataVersion = deleted(user, current, others.apply(current), now);
            if (dataVersion.isPresent()) {
                return new Edit.Made<>(current, dataVersion.getAsLong());
            }
            // What refers to it was listed by PostgreSQL: a grid that is behind it would be stale each time.
            rows.caughtUp(user);
        }
        throw contended();
    }

    /** Returns the data version, or nothing when a row has another version by now, or it is still referred to. */
    private OptionalLong deleted(UUID user, T current, List<Change> others, Instant now) {
        List<Change> changes = new ArrayList<>(others);
        changes.add(kind.deleting(user, current));
        try {
            return commit(user, changes, Write.at(now, null));
        } catch (Failure.Invalid e) {
            return OptionalLong.empty();
        }
    }

    /** Returns the data version, or nothing when a row has another version by now. */
    private OptionalLong commit(UUID user, List<Change> changes, Write write) {
        try {
            return rows.commit(user, write, changes) instanceof Commit.Done done
                    ? OptionalLong.of(done.dataVersion())
                    : OptionalLong.empty();
        } catch (StoreFailure e) {
            throw switch (e.reason()) {
                case DANGLING -> now(user, kind.dangling());
                case FULL -> now(user, kind.full());
                default -> e;
            };
        }
    }

    /** Who is refused for what the owner has must not be shown anything older after it. */
    private Failure now(UUID user, Failure refusal) {
        return refusal.at(rows.ownersDataVersion(user));
    }

    private Failure contended() {
        return new Failure.Unavailable(
                "write-contended", "Too many edits of this " + kind.name() + " at once. Try again.");
    }
}
