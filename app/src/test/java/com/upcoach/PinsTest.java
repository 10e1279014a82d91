package com.upcoach;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The odd pins of the root pom are what runs: a version that some BOM manages otherwise would be told by its jar. */
class PinsTest {
    @ParameterizedTest
    @CsvSource({
        "com.tangosol.net.Coherence, coherence-25.03.2.jar",
        "com.oracle.coherence.cdi.CoherenceExtension, coherence-cdi-25.03.jar",
        "com.oracle.coherence.cdi.server.ServerCoherenceProducer, coherence-cdi-server-25.03.jar",
        "io.helidon.webserver.WebServer, helidon-webserver-4.5.0.jar",
        "io.helidon.dbclient.DbClient, helidon-dbclient-4.1.7.jar",
        "io.helidon.dbclient.jdbc.JdbcClientBuilder, helidon-dbclient-jdbc-4.1.7.jar",
        "io.helidon.webserver.testing.junit5.ServerTest, helidon-webserver-testing-junit5-4.4.0.jar",
        "org.postgresql.Driver, postgresql-42.7.14.jar",
        "com.zaxxer.hikari.HikariDataSource, HikariCP-7.1.0.jar",
        "org.apache.commons.compress.MemoryLimitException, commons-compress-1.28.0.jar"
    })
    void runsOnTheVersionThatIsPinned(String type, String jar) throws ClassNotFoundException {
        assertThat(Class.forName(type)
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .getPath())
                .endsWith("/" + jar);
    }

    @Test
    void theClassThatDbClientMissesIsPutBackOnce() throws IOException {
        var found = PinsTest.class
                .getClassLoader()
                .getResources("io/helidon/builder/api/Prototype$ConfiguredBuilder.class");
        assertThat(found.asIterator())
                .toIterable()
                .extracting(URL::getPath)
                .singleElement()
                .asString()
                .doesNotContain("helidon-builder-api");
    }
}
