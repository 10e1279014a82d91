package com.upcoach.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.helidon.http.HeaderNames;
import io.helidon.http.WritableHeaders;
import org.junit.jupiter.api.Test;

class BodyRoomTest {
    private static int sizeOfLength(long bytes) {
        return BodyRoom.size(WritableHeaders.create().set(HeaderNames.CONTENT_LENGTH, Long.toString(bytes)));
    }

    @Test
    void aSmallBodyTakesNoRoom() {
        assertThat(BodyRoom.size(WritableHeaders.create())).isZero();
        assertThat(sizeOfLength(16_384)).isZero();
    }

    @Test
    void aLargeBodyTakesItsLengthAndOneOfUnknownLengthTheMost() {
        assertThat(sizeOfLength(100 * 1_024)).isEqualTo(100);
        assertThat(sizeOfLength(Long.MAX_VALUE)).isEqualTo(1_024);
        assertThat(BodyRoom.size(WritableHeaders.create().set(HeaderNames.TRANSFER_ENCODING, "chunked")))
                .isEqualTo(1_024);
    }

    @Test
    void thirtyTwoOfTheLargestFitAndMoreWhenOneIsGone() {
        BodyRoom room = new BodyRoom();
        for (int i = 0; i < 32; i++) {
            assertThat(room.take(1_024)).isTrue();
        }
        assertThat(room.take(1)).isFalse();
        assertThat(room.take(0)).isTrue();
        room.give(1_024);
        assertThat(room.take(1_024)).isTrue();
    }
}
