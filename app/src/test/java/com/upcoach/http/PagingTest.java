package com.upcoach.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.upcoach.failure.Failure;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PagingTest {
    @Test
    void hasDefaults() {
        assertThat(paging("")).isEqualTo(new Paging(1, 20, Optional.empty()));
    }

    @Test
    void takesTheLargestValues() {
        Paging paging = paging("page=100000&limit=100");
        assertThat(paging).isEqualTo(new Paging(100_000, 100, Optional.empty()));
        assertThat(paging.offset()).isEqualTo(9_999_900);
    }

    @Test
    void beginsByCursorWithAnEmptyOne() {
        assertThat(paging("cursor=&limit=5")).isEqualTo(new Paging(1, 5, Optional.of("")));
        assertThat(paging("cursor=abc").cursor()).contains("abc");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "page=0",
                "page=100001",
                "page=-1",
                "page=x",
                "page=",
                "page=1.0",
                "page=99999999999",
                "limit=0",
                "limit=101",
                "limit=",
                "cursor=&page=1",
                "cursor=%00"
            })
    void refusesWhatIsOutOfBounds(String query) {
        assertThatThrownBy(() -> paging(query))
                .isInstanceOfSatisfying(
                        Failure.Malformed.class,
                        failure -> assertThat(failure.code()).isEqualTo("invalid-parameter"));
    }

    @ParameterizedTest
    @CsvSource({
        "1, 20, 0, 0, false, false",
        "1, 20, 20, 1, false, false",
        "1, 20, 21, 2, true, false",
        "2, 20, 21, 2, false, true",
        "3, 20, 21, 2, false, true"
    })
    void countsPages(int page, int limit, long total, long pages, boolean next, boolean previous) {
        assertThat(Page.Numbered.of(page, limit, total))
                .isEqualTo(new Page.Numbered(page, limit, total, pages, next, previous));
    }

    private static Paging paging(String query) {
        return Paging.of(Query.parse(query));
    }
}
