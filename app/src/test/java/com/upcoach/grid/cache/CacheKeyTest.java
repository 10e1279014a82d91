package com.upcoach.grid.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CacheKeyTest {
    @Test
    void anEntryCarriesItsTagsAndEveryPrefixOfItsKey() {
        assertThat(CacheKey.names("a:b:c:d", Set.of("t", "user:1")))
                .containsOnly("t", "user:1", "a:", "a:b:", "a:b:c:");
        assertThat(CacheKey.names("a", Set.of())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ":", "a:", ":a", "a::b", "a:b:c:d:e"})
    void refusesWhatIsNoKey(String key) {
        assertThatIllegalArgumentException().isThrownBy(() -> CacheKey.checked(key));
        assertThatIllegalArgumentException().isThrownBy(() -> CacheKey.names(key, Set.of()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a:", ":"})
    void refusesWhatIsNoTag(String tag) {
        assertThatIllegalArgumentException().isThrownBy(() -> CacheKey.tag(tag));
        assertThatIllegalArgumentException().isThrownBy(() -> CacheKey.names("a:b", Set.of(tag)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a:", "a:b:", "a:b:c:"})
    void takesEveryPrefixThatAKeyCanHave(String prefix) {
        assertThat(CacheKey.names(prefix + "x", Set.of())).contains(CacheKey.prefix(prefix));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "a:b", ":", "::", "a::", "a:b:c:d:"})
    void refusesWhatIsNoPrefix(String prefix) {
        assertThatIllegalArgumentException().isThrownBy(() -> CacheKey.prefix(prefix));
    }
}
