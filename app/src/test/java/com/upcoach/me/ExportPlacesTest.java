package com.upcoach.me;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.upcoach.failure.Failure;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ExportPlacesTest {
    private final ExportPlaces places = new ExportPlaces();
    private final AtomicInteger made = new AtomicInteger();

    private void nested(int depth) {
        if (depth > 0) {
            places.run(UUID.randomUUID(), () -> {
                made.incrementAndGet();
                nested(depth - 1);
            });
        }
    }

    @Test
    void refusesTheSeventhAtATime() {
        nested(6);
        assertThat(made).hasValue(6);
        assertThatThrownBy(() -> nested(7)).isInstanceOf(Failure.Unavailable.class);
        assertThat(made).hasValue(12);
        nested(6);
        assertThat(made).hasValue(18);
    }

    @Test
    void refusesASecondOneOfTheSamePerson() {
        UUID user = UUID.randomUUID();
        assertThatThrownBy(() -> places.run(user, () -> places.run(user, made::incrementAndGet)))
                .isInstanceOf(Failure.Unavailable.class);
        places.run(user, made::incrementAndGet);
        assertThat(made).hasValue(1);
    }

    @Test
    void onesThatFailGiveTheirPlaceBack() {
        for (int i = 0; i < 10; i++) {
            assertThatThrownBy(() -> places.run(new UUID(0, 1), () -> {
                        throw new IllegalStateException();
                    }))
                    .isInstanceOf(IllegalStateException.class);
        }
        nested(3);
        assertThat(made).hasValue(3);
    }
}
