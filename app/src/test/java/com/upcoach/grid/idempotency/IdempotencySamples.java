package com.upcoach.grid.idempotency;

import com.upcoach.grid.row.KeptAnswer;
import java.util.UUID;
import java.util.stream.Stream;

/** One of each type of this package that crosses the wire. */
public final class IdempotencySamples {
    private IdempotencySamples() {}

    public static Stream<Object> of(UUID user, UUID id, KeptAnswer kept) {
        return Stream.of(
                new IdempotencyKey(user, "retry-1"),
                new Claim.Fresh(id),
                new Claim.Running(id),
                new Claim.Answered(kept),
                new ClaimRequest(id),
                new ReleaseRequest(id));
    }
}
