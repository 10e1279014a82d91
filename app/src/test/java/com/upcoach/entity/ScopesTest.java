package com.upcoach.entity;

import static org.assertj.core.api.Assertions.assertThat;

import com.upcoach.grid.row.Scope;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScopesTest {
    @Test
    void whatEveryPersonHasSharesNoBit() {
        assertThat(List.of(Scopes.ACCOUNT, Scopes.GOALS, Scopes.TASKS, Scopes.INTERACTIONS).stream()
                        .map(Scope::bits)
                        .distinct())
                .hasSize(4)
                .allSatisfy(bits -> assertThat(Long.bitCount(bits)).isOne());
    }
}
