package com.upcoach.grid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tangosol.net.RequestTimeoutException;
import com.upcoach.failure.Failure;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class GridPatienceTest {
    private static int answers() {
        return 7;
    }

    private static int isSilent() {
        throw new RequestTimeoutException("3 s");
    }

    private static int fails() {
        throw new IllegalStateException("at once");
    }

    private static void assertRefused(String code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        Failure.Unavailable.class,
                        failure -> assertThat(failure.code()).isEqualTo(code));
    }

    @Test
    void whoHasWaitedForAnOwnerDoesNotAskItAgain() {
        GridPatience.run(() -> {
            assertRefused("grid-unavailable", () -> GridCalls.askOwner(GridPatienceTest::isSilent));
            assertRefused("grid-unavailable", () -> GridCalls.askOwner(GridPatienceTest::answers));
            assertRefused("grid-unavailable", () -> GridCalls.write(GridPatienceTest::answers));
            assertThat(GridCalls.call(GridPatienceTest::answers))
                    .as("what is near, or another's")
                    .isEqualTo(7);
        });
        GridPatience.run(
                () -> assertThat(GridCalls.askOwner(GridPatienceTest::answers)).isEqualTo(7));
    }

    @Test
    void aWriteThatWasSentMayHaveBeenMade() {
        GridPatience.run(() -> {
            assertRefused("outcome-unknown", () -> GridCalls.write(GridPatienceTest::isSilent));
            assertRefused("grid-unavailable", () -> GridCalls.askOwner(GridPatienceTest::answers));
        });
    }

    @Test
    void onlyWaitingInVainForTheOwnerCounts() {
        GridPatience.run(() -> {
            assertRefused("grid-unavailable", () -> GridCalls.call(GridPatienceTest::isSilent));
            assertRefused("grid-unavailable", () -> GridCalls.askOwner(GridPatienceTest::fails));
            assertThat(GridCalls.askOwner(GridPatienceTest::answers)).isEqualTo(7);
        });
    }
}
