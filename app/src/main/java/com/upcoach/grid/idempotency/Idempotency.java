package com.upcoach.grid.idempotency;

import com.tangosol.net.NamedMap;
import com.upcoach.failure.Failure;
import com.upcoach.grid.GridCalls;
import com.upcoach.grid.OfPerson;
import com.upcoach.grid.StoreFailure;
import com.upcoach.grid.StoreFailure.Reason;
import com.upcoach.grid.row.Answer;
import com.upcoach.grid.row.KeptAnswer;
import java.security.MessageDigest;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Runs a request with an Idempotency-Key once for the whole cluster: a retry gets the first answer, from any member,
 * for 24 hours. Exactly-once does not rest on the claims, which may be lost with the grid, but on the key's unique row
 * in PostgreSQL, written in the transaction of the effect. Thread-safe.
 */
public final class Idempotency {
    private final NamedMap<IdempotencyKey, Claim> map;

    public Idempotency(NamedMap<IdempotencyKey, Claim> map) {
        this.map = map;
    }

    /**
     * Answers a request, or gives its first answer again.
     *
     * @param key the Idempotency-Key
     * @param fingerprints of what is asked: of a retry one of them is that of the first request
     * @param first runs the request; it must commit its effect together with a {@link KeptAnswer} of this key
     * @param replay turns a kept answer into the caller's result
     * @throws Failure.Invalid when the key was used for another request
     * @throws Failure.StillRunning when the first request has not ended
     */
    public <T> T once(UUID user, String key, List<byte[]> fingerprints, Supplier<T> first, Replay<T> replay) {
        IdempotencyKey mapKey = new IdempotencyKey(user, key);
        try {
            return attempt(mapKey, fingerprints, first, replay);
        } catch (StoreFailure e) {
            if (e.reason() != Reason.DUPLICATE) {
                throw e;
            }
            // The claim was lost with a member and another request has answered meanwhile: its answer is ours.
            return attempt(mapKey, fingerprints, first, replay);
        }
    }

    /**
     * Drops the answers to a person who is gone, and marks of requests of theirs that still run: such a one can commit
     * nothing any more.
     *
     * @throws Failure.Unavailable when the grid fails; they are dropped by themselves within ten minutes
     */
    public void drop(UUID user) {
        GridCalls.call(() -> {
            OfPerson.drop(map, user);
            return true;
        });
    }

    private <T> T attempt(IdempotencyKey key, List<byte[]> fingerprints, Supplier<T> first, Replay<T> replay) {
        UUID id = UUID.randomUUID();
        return switch (claim(key, id)) {
            case Claim.Fresh ignored -> runAndRelease(key, id, first);
            case Claim.Running ignored -> throw new Failure.StillRunning();
            case Claim.Answered answered -> replay.of(sameRequest(answered.kept(), fingerprints));
        };
    }

    private Claim claim(IdempotencyKey key, UUID id) {
        return GridCalls.askOwner(() -> map.invoke(key, new ClaimRequest(id)));
    }

    private <T> T runAndRelease(IdempotencyKey key, UUID id, Supplier<T> first) {
        try {
            return first.get();
        } finally {
            release(key, id);
        }
    }

    private void release(IdempotencyKey key, UUID id) {
        try {
            GridCalls.call(() -> map.invoke(key, new ReleaseRequest(id)));
        } catch (Failure.Unavailable e) {
            // The claim ends by itself; what the request came to matters more to its caller.
        }
    }

    private static Answer sameRequest(KeptAnswer kept, List<byte[]> fingerprints) {
        if (fingerprints.stream().noneMatch(each -> MessageDigest.isEqual(kept.fingerprint(), each))) {
            throw new Failure.Invalid(
                    "idempotency-key-reused", "This Idempotency-Key was used for a request with another content.");
        }
        return kept.answer();
    }

    /**
     * Turns the first answer into a result.
     *
     * @param <T> the result
     */
    @FunctionalInterface
    public interface Replay<T> {
        /** Returns the result that stands for the kept answer. */
        T of(Answer answer);
    }
}
