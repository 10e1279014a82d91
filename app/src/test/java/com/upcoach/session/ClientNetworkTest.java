package com.upcoach.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientNetworkTest {
    @ParameterizedTest
    @CsvSource({
        "203.0.113.255, 203.0.113.0/24",
        "0.0.0.1, 0.0.0.0/24",
        "255.255.255.255, 255.255.255.0/24",
        "::ffff:203.0.113.7, 203.0.113.0/24",
        "2001:db8:1:23ff:a:b:c:d, 2001:db8:1:2300::/56",
        "2001:db8:1:2300::, 2001:db8:1:2300::/56",
        "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff, ffff:ffff:ffff:ff00::/56",
        "::1, 0:0:0:0::/56"
    })
    void tellsTheNetworkAndNotTheAddress(String address, String network) {
        assertThat(ClientNetwork.of(InetAddress.ofLiteral(address))).isEqualTo(network);
    }
}
