package com.upcoach.grid.row;

import com.tangosol.net.NamedMap;
import com.upcoach.failure.Failure;
import com.upcoach.grid.GridCalls;
import com.upcoach.grid.GridPatience;
import com.upcoach.grid.NearMap;
import com.upcoach.grid.OfPerson;
import com.upcoach.grid.StoreFailure;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.LongSupplier;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The rows of all people, in the grid and by it in PostgreSQL. One person's writes happen one after another; each is
 * all or nothing and is durable when {@link #commit} returns. A failing grid or database is
 * {@link Failure.Unavailable}, never a wrong answer. Thread-safe.
 */
public final class UserRows {
    private final NamedMap<RowKey, Row> map;
    private final NearMap<RowKey, Row> near;
    private final ToLongFunction<UUID> committedVersion;
    private final Doubt doubt;

    /**
     * Creates the rows over their map.
     *
     * @param committedVersion the data version that PostgreSQL has, see {@link UserRowStore#committedVersion}
     * @param losses how often the grid lost a member
     */
    public UserRows(NamedMap<RowKey, Row> map, ToLongFunction<UUID> committedVersion, LongSupplier losses) {
        this.map = map;
        this.near = new NearMap<>(map);
        this.committedVersion = committedVersion;
        this.doubt = new Doubt(losses, System::nanoTime);
    }

    /** Returns the row as its owner has it: never older than any acknowledged write. */
    public Row read(RowKey key) {
        doubt.settle(key.user(), () -> fellBehind(key.user()));
        return readOwners(key);
    }

    private Row readOwners(RowKey key) {
        return GridCalls.askOwner(() -> map.invoke(key, new ReadRow()));
    }

    /**
     * Returns the versions of a person's rows from this member's near cache; from the owner when the near ones are
     * older than the caller has seen; from PostgreSQL when the owner's are, too.
     *
     * @param atLeast the newest data version the caller knows of; 0 for none. A larger one than ever existed costs a
     *     SELECT
     * @throws Failure.Unauthorized when the person does not exist any more
     */
    public Versions versions(UUID user, long atLeast) {
        doubt.settle(user, () -> fellBehind(user));
        Versions known = versions(GridPatience.waiting(() -> GridCalls.call(() -> near.get(RowKey.head(user)))));
        if (known.data() >= atLeast) {
            return known;
        }
        Versions owners = ownersVersions(user);
        if (owners.data() >= atLeast) {
            return owners;
        }
        caughtUp(user);
        return ownersVersions(user);
    }

    /** Returns the data version as {@link #versions} does. */
    public long dataVersion(UUID user, long atLeast) {
        return versions(user, atLeast).data();
    }

    /**
     * Returns the data version as its owner has it: never older than any row that was read there before.
     *
     * @throws Failure.Unauthorized when the person does not exist any more
     */
    public long ownersDataVersion(UUID user) {
        return ownersVersions(user).data();
    }

    /** Returns the versions as their owner has them, see {@link #ownersDataVersion}. */
    public Versions ownersVersions(UUID user) {
        return versions(read(RowKey.head(user)));
    }

    /**
     * Returns the data version that PostgreSQL has. When it is another than the owner's, what the grid holds of the
     * person is dropped: another cluster, or a write whose outcome was unknown, has been there.
     *
     * @throws Failure.Unauthorized when the person does not exist any more
     */
    public long caughtUp(UUID user) {
        fellBehind(user);
        return ownersDataVersion(user);
    }

    /**
     * Returns whether PostgreSQL has a newer data version than the owner; what the grid holds of the person is dropped
     * then.
     *
     * @throws Failure.Unauthorized when the person does not exist any more
     */
    public boolean fellBehind(UUID user) {
        long committed = GridCalls.call(() -> committedVersion.applyAsLong(user));
        boolean behind = committed > versions(readOwners(RowKey.head(user))).data();
        if (behind) {
            forget(user);
        }
        return behind;
    }

    private static Versions versions(@Nullable Row row) {
        if (row instanceof Head head) {
            return head.versions();
        }
        throw Failure.Unauthorized.accountGone();
    }

    /** Returns whether a person exists; so it is taken to be when nobody can tell. */
    public boolean exists(UUID user) {
        try {
            dataVersion(user, 0);
            return true;
        } catch (Failure.Unauthorized e) {
            return false;
        } catch (Failure.Unavailable e) {
            return true;
        }
    }

    /**
     * Makes a write: all of its changes or none.
     *
     * @param changes none for a write that only keeps an answer: it raises no data version
     * @return Done after PostgreSQL's COMMIT, or Stale with the row that had another version than expected
     * @throws Failure.Unavailable when it cannot be known to have been made; a retry with the same Idempotency-Key
     *     makes it once
     * @throws Failure.Unauthorized when the person does not exist any more; a last write is then done
     * @throws StoreFailure with DUPLICATE or DANGLING when a constraint refused it, with FULL when its cap did
     */
    public Commit commit(UUID user, Write write, List<Change> changes) {
        for (int attempt = 1; ; attempt++) {
            CommitWrite commitWrite = new CommitWrite(write, changes, attempt == 1);
            try {
                Commit commit = GridCalls.write(() -> map.invoke(RowKey.head(user), commitWrite));
                return commit instanceof Commit.Stale stale ? unlessMade(user, write, stale) : commit;
            } catch (StoreFailure e) {
                switch (e.reason()) {
                    case FENCED -> {
                        forget(user);
                        // What keeps an answer alone compares no row: it is not made of what its answer tells.
                        if (attempt == 3 || changes.isEmpty()) {
                            throw GridCalls.unavailable(e);
                        }
                    }
                    case UNKNOWN -> throw forgotten(user, e);
                    case DUPLICATE -> {
                        if (attempt == 3) {
                            throw e;
                        }
                        if (attempt == 2) {
                            // The grid holds that to be missing which PostgreSQL has.
                            forget(user);
                        }
                    }
                    case DANGLING, FULL -> throw e;
                    case UNAVAILABLE, BROKEN -> throw GridCalls.unavailable(e);
                }
            }
        }
    }

    /**
     * What was in memory may be older than PostgreSQL's; that it cannot be dropped either is not what the caller is
     * told.
     */
    private Failure forgotten(UUID user, StoreFailure unknown) {
        try {
            forget(user);
        } catch (Failure.Unavailable e) {
            // The owner does not answer: its next write meets the fence, and loads anew.
        }
        return GridCalls.unavailable(unknown);
    }

    /** A write is sent again when its owner dies, and may then meet the very rows that it made. */
    private Commit unlessMade(UUID user, Write write, Commit.Stale stale) {
        if (stale.key().isHead()) {
            return withoutPerson(write);
        }
        return read(RowKey.write(user, write.id())) instanceof Head made ? new Commit.Done(made.dataVersion()) : stale;
    }

    /** Whoever deleted the person, perhaps this very write before it was sent again: it is as a last write asks. */
    private static Commit withoutPerson(Write write) {
        if (write.stage() == Write.Stage.LAST) {
            return new Commit.Done(0);
        }
        throw Failure.Unauthorized.accountGone();
    }

    /** Drops all of a person from memory: the next read loads what PostgreSQL has. */
    public void forget(UUID user) {
        GridCalls.call(() -> {
            Set<RowKey> keys = OfPerson.keys(map, user);
            return map.invoke(RowKey.head(user), new ForgetRows(List.copyOf(keys)));
        });
    }
}
