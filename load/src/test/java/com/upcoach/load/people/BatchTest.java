package com.upcoach.load.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.UUID;
import org.junit.jupiter.api.Test;

class BatchTest {
    @Test
    void namesPeopleAsPostgresDoes() {
        // SELECT md5('load person 1')::uuid
        assertThat(new Batch("load").person(1)).isEqualTo(UUID.fromString("404f0dd1-972d-d3b1-6ad5-662cfcc6b5c7"));
    }

    @Test
    void givesEachThingAnIdOfItsOwn() {
        Batch batch = new Batch("load");
        assertThat(batch.goal(1, 12)).isNotEqualTo(batch.goal(11, 2)).isNotEqualTo(batch.person(1));
        assertThat(batch.task(1, 2, 3)).isNotEqualTo(batch.task(1, 3, 2));
        assertThat(new Batch("other").person(1)).isNotEqualTo(batch.person(1));
    }

    @Test
    void refusesNamesThatWouldMeanSomethingInAPattern() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Batch(".*"));
        assertThatIllegalArgumentException().isThrownBy(() -> new Batch(""));
    }
}
