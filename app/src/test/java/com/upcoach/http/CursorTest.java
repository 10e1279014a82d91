package com.upcoach.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorTest {
    private static final String ORDER = "createdAt DESC";
    private static final UUID ID = UUID.fromString("7c1f0d2e-1111-4abc-8def-000000000001");

    @ParameterizedTest
    @ValueSource(strings = {"", "2026-02-03 04:05:06.789012+00", "two\nlines\n", "ä🏃 & = ?"})
    void comesBackAsItWas(String value) {
        Cursor cursor = new Cursor(ORDER, value, ID);
        assertThat(cursor.token()).matches("[A-Za-z0-9_-]+");
        assertThat(Cursor.parse(cursor.token(), ORDER)).isEqualTo(cursor);
    }

    @Test
    void isRefusedInAnotherOrder() {
        String token = new Cursor(ORDER, "x", ID).token();
        assertThatThrownBy(() -> Cursor.parse(token, "createdAt ASC")).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "*", "====", "createdAt DESC"})
    void isRefusedWhenItIsNoToken(String token) {
        assertThatThrownBy(() -> Cursor.parse(token, ORDER)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "createdAt DESC",
                "createdAt DESC\n7c1f0d2e-1111-4abc-8def-000000000001",
                "createdAt DESC\n1-1-1-1-1\nx",
                "createdAt DESC\n7c1f0d2e-1111-4abc-8def-000000000001\na\0b"
            })
    void isRefusedWhenItsContentIsForged(String text) {
        String token = Base64.getUrlEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> Cursor.parse(token, ORDER)).isInstanceOf(IllegalArgumentException.class);
    }
}
