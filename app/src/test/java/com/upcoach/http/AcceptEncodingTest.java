package com.upcoach.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AcceptEncodingTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "gzip",
                "GZIP",
                "x-gzip",
                "deflate, gzip",
                "gzip;q=0.001",
                "gzip; q=1.0",
                "br;q=0, gzip ; q=0.5",
                "*",
                "*;q=0.1",
                "*;q=0, gzip",
                "identity;q=0, *"
            })
    void acceptsGzip(String header) {
        assertThat(AcceptEncoding.gzip(header)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "identity",
                "br",
                "gzip;q=0",
                "gzip;q=0.000",
                "gzip ; q=0",
                "*, gzip;q=0",
                "gzip;q=0, *",
                "*;q=0",
                "gzipped",
                "br;gzip"
            })
    void doesNotAcceptGzip(String header) {
        assertThat(AcceptEncoding.gzip(header)).isFalse();
    }
}
