package com.upcoach.entity;

import static org.assertj.core.api.Assertions.assertThat;

import com.upcoach.grid.row.Scope;
import java.util.List;
import org.junit.jupiter.api.Test;

class PartsTest {
    @Test
    void whatEveryPersonHasSharesNoBit() {
        assertThat(List.of(Parts.ACCOUNT, Parts.GOALS, Parts.TASKS, Parts.INTERACTIONS).stream()
                        .map(Scope::bits)
                        .distinct())
                .hasSize(4)
                .allSatisfy(bits -> assertThat(Long.bitCount(bits)).isOne());
    }
}
