package com.upcoach.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientAddressTest {
    private static final ClientAddress CLIENTS =
            new ClientAddress(List.of(Cidr.of("10.0.0.0/8"), Cidr.of("fd00::/8"), Cidr.of("192.0.2.128/25")));

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # who holds the connection | what it forwards                     | who it is
            198.51.100.7               | 203.0.113.1                          | 198.51.100.7
            198.51.100.7               | ''                                   | 198.51.100.7
            10.1.2.3                   | ''                                   | 10.1.2.3
            10.1.2.3                   | 203.0.113.1                          | 203.0.113.1
            10.1.2.3                   | 6.6.6.6, 203.0.113.1                 | 203.0.113.1
            10.1.2.3                   | 10.9.9.9, 203.0.113.1                | 203.0.113.1
            10.1.2.3                   | 203.0.113.1, 10.9.9.9                | 203.0.113.1
            10.1.2.3                   | 6.6.6.6, 203.0.113.1, 192.0.2.200, 10.9.9.9 | 203.0.113.1
            10.1.2.3                   | 192.0.2.127, 192.0.2.128             | 192.0.2.127
            10.1.2.3                   | 10.8.8.8, 10.9.9.9                   | 10.8.8.8
            10.1.2.3                   | ::ffff:203.0.113.1                   | 203.0.113.1
            ::ffff:10.1.2.3            | ::ffff:cb00:7101                     | 203.0.113.1
            fd00::5                    | 2001:db8::1                          | 2001:db8:0:0:0:0:0:1
            10.1.2.3                   | 203.0.113.1:4711                     | 203.0.113.1
            10.1.2.3                   | [2001:db8::1]:4711                   | 2001:db8:0:0:0:0:0:1
            10.1.2.3                   | [2001:db8::1]                        | 2001:db8:0:0:0:0:0:1
            10.1.2.3                   | 203.0.113.1, unknown                 | 10.1.2.3
            10.1.2.3                   | 203.0.113.1, _hidden, 10.9.9.9       | 10.9.9.9
            10.1.2.3                   | 203.0.113.1,,10.9.9.9                | 10.9.9.9
            10.1.2.3                   | localhost                            | 10.1.2.3
            10.1.2.3                   | 0x7f.1                               | 10.1.2.3
            10.1.2.3                   | 203.0.113.1.evil.example             | 10.1.2.3
            10.1.2.3                   | 203.0.113.999                        | 10.1.2.3
            10.1.2.3                   | for=203.0.113.1                      | 10.1.2.3
            """)
    void believesOnlyWhatTrustedProxiesAppended(String peer, String forwarded, String client) throws Exception {
        assertThat(CLIENTS.of(InetAddress.ofLiteral(peer), List.of(forwarded)).getHostAddress())
                .isEqualTo(client);
    }

    @Test
    void severalHeadersAreOneList() throws Exception {
        assertThat(CLIENTS.of(InetAddress.ofLiteral("10.1.2.3"), List.of("6.6.6.6", "203.0.113.1, 10.9.9.9")))
                .isEqualTo(InetAddress.ofLiteral("203.0.113.1"));
    }

    @Test
    void withoutTrustedProxiesNobodyIsBelieved() throws Exception {
        InetAddress peer = InetAddress.ofLiteral("10.1.2.3");
        assertThat(new ClientAddress(List.of()).of(peer, List.of("203.0.113.1")))
                .isEqualTo(peer);
    }
}
