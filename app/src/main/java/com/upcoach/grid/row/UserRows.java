package com.upcoach.grid.row;

import com.tangosol.net.NamedMap;
import com.upcoach.failure.Failure;
import com.upcoach.grid.GridCalls;
import com.upcoach.grid.StoreFailure;
import com.upcoach.grid.StoreFailure.Reason;
import java.util.List;
import java.util.UUID;

/**
 * The rows of all people, in the grid and by it in PostgreSQL. One person's writes happen one after another; each is
 * all or nothing and is durable when {@link #commit} returns. A failing grid or database is
 * {@link Failure.Unavailable}, never a wrong answer. Thread-safe.
 */
public final class UserRows {
    private final NamedMap<RowKey, Row> map;

    public UserRows(NamedMap<RowKey, Row> map) {
        this.map = map;
    }

    /** Returns the row as its owner has it: never older than any acknowledged write. */
    public Row read(RowKey key) {
        return GridCalls.call(() -> map.invoke(key, new ReadRow()));
    }

    /**
     * Returns the data version of a person's rows from this member's near cache, or from the owner when the near one
     * is older than the caller has seen.
     *
     * @param atLeast the newest version the caller knows of; 0 for none. A larger one than ever existed does no harm
     * @throws Failure.Unauthorized when the person does not exist any more
     */
    public long dataVersion(UUID user, long atLeast) {
        RowKey key = RowKey.head(user);
        Row near = GridCalls.call(() -> map.get(key));
        if (near instanceof Head head && head.dataVersion() >= atLeast) {
            return head.dataVersion();
        }
        if (near != null && read(key) instanceof Head head) {
            return head.dataVersion();
        }
        throw new Failure.Unauthorized("account-gone", "This account does not exist any more.");
    }

    /**
     * Makes a write: all of its changes or none.
     *
     * @return Done after PostgreSQL's COMMIT, or Stale with the row that had another version than expected
     * @throws Failure.Unavailable when it cannot be known to have been made; a retry with the same Idempotency-Key
     *     makes it once
     * @throws StoreFailure with DUPLICATE or DANGLING when a constraint refused it
     */
    public Commit commit(UUID user, Write write, List<Change> changes) {
        for (int attempt = 1; ; attempt++) {
            try {
                return GridCalls.callStore(() -> map.invoke(RowKey.head(user), new CommitWrite(write, changes)));
            } catch (StoreFailure e) {
                forgetAfter(e, user, changes);
                switch (e.reason()) {
                    case DUPLICATE, DANGLING -> throw e;
                    case FENCED -> {
                        if (attempt == 3) {
                            throw GridCalls.unavailable(e);
                        }
                    }
                    case UNAVAILABLE, UNKNOWN, BROKEN -> throw GridCalls.unavailable(e);
                }
            }
        }
    }

    /** After a fence or an unknown COMMIT the grid's copy may be behind: the next read loads PostgreSQL's. */
    private void forgetAfter(StoreFailure failure, UUID user, List<Change> changes) {
        if (failure.reason() == Reason.FENCED || failure.reason() == Reason.UNKNOWN) {
            List<RowKey> keys = changes.stream().map(Change::key).toList();
            GridCalls.call(() -> map.invoke(RowKey.head(user), new ForgetRows(keys)));
        }
    }
}
