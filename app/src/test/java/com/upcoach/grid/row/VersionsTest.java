package com.upcoach.grid.row;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VersionsTest {
    private static final Scope ONE = new Scope(1);
    private static final Scope OTHER = new Scope(1L << 63);
    private static final int GOALS_BIT = 49;
    private static final int TASKS_BIT = 14;

    @Test
    void aPartIsAsNewAsTheLastChangeOfIt() {
        Versions versions = Versions.all(10).after(1, ONE).after(2, OTHER).after(3, Scope.NONE);
        assertThat(versions.data()).isEqualTo(16);
        assertThat(versions.changed(ONE)).isEqualTo(11);
        assertThat(versions.changed(OTHER)).isEqualTo(13);
        assertThat(versions.changed(ONE.and(OTHER))).isEqualTo(13);
        assertThat(versions.changed(new Scope(2)))
                .as("of what was not touched since")
                .isEqualTo(10);
    }

    @Test
    void everythingIsAsNewAsTheLastChange() {
        assertThat(Versions.all(10).changed(ONE)).isEqualTo(10);
        assertThat(Versions.all(10).after(1, ONE).changed(Scope.ALL)).isEqualTo(11);
        assertThat(Versions.all(10).after(5, Scope.ALL).changed(OTHER)).isEqualTo(15);
    }

    @Test
    void agesDoNotRunOver() {
        Versions versions = Versions.all(0).after(Integer.MAX_VALUE, ONE).after(Integer.MAX_VALUE, ONE);
        assertThat(versions.changed(OTHER)).isBetween(0L, versions.data() - Integer.MAX_VALUE);
    }

    @Test
    void theBitOfANameIsTheSameInEveryRelease() {
        assertThat(Scope.of("goals").bits()).isEqualTo(1L << GOALS_BIT);
        assertThat(Scope.of("goals").and(Scope.of("tasks")).bits()).isEqualTo(1L << GOALS_BIT | 1L << TASKS_BIT);
    }
}
