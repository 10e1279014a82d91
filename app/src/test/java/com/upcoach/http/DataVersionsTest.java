package com.upcoach.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.helidon.http.HeaderNames;
import io.helidon.http.ServerRequestHeaders;
import io.helidon.http.WritableHeaders;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DataVersionsTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            -  | -                                                  | 0
            7  | -                                                  | 7
            7  | data_version_1=9                                   | 9
            12 | data_version_1=9                                   | 12
            -  | data_version_2=10; data_version_3=11               | 11
            -  | data_version_3=11; data_version_2=10; other=99     | 11
            -  | data_version=x; data_version_1=; data_version_2=5| 5
            -1 | data_version=9999999999999999999                 | 0
            """)
    void theNewestThatTheClientHasSeenCounts(String header, String cookies, long seen) {
        WritableHeaders<?> headers = WritableHeaders.create();
        if (header != null) {
            headers.set(HeaderNames.create("Data-Version"), header);
        }
        if (cookies != null) {
            headers.set(HeaderNames.COOKIE, cookies);
        }
        assertThat(DataVersions.seen(ServerRequestHeaders.create(headers))).isEqualTo(seen);
    }
}
