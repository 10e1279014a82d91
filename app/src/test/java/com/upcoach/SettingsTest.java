package com.upcoach;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.upcoach.admission.Cidr;
import com.upcoach.admission.Limits;
import com.upcoach.admission.Policy;
import com.upcoach.admission.Quota;
import com.upcoach.database.DatabaseSettings;
import com.upcoach.failure.StartFailure;
import com.upcoach.grid.GridSettings;
import com.upcoach.log.Logs;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {
    private static final String URL = "jdbc:postgresql://db/upcoach";

    @Test
    void everySettingHasADefault() {
        Settings settings = settings(Map.of());
        assertThat(settings.http()).isEqualTo(new Settings.HttpSettings(8080, 8081, "0.0.0.0"));
        assertThat(settings.database()).isEmpty();
        assertThat(settings.keys()).isEmpty();
        assertThat(settings.grid())
                .isEqualTo(new GridSettings(
                        "upcoach",
                        "127.0.0.1",
                        "member-" + ProcessHandle.current().pid(),
                        Optional.empty()));
        assertThat(settings.poolSize()).isEqualTo(10);
        assertThat(settings.migrate()).isTrue();
        assertThat(settings.limits())
                .isEqualTo(new Limits(
                        Map.of(
                                Policy.API, quota(100, 15),
                                Policy.AUTH, quota(5, 15),
                                Policy.AI, quota(50, 15),
                                Policy.REFRESH, quota(60, 1)),
                        Set.of(),
                        Set.of(),
                        List.of()));
        assertThat(settings.log()).isEqualTo(new Settings.LogSettings(Logs.Format.TEXT, false));
        assertThat(settings.drain()).isEqualTo(new Settings.DrainSettings(Duration.ZERO, Duration.ofSeconds(4)));
        assertThat(settings.cache()).isTrue();
        assertThat(settings.trustedProxies()).isEmpty();
    }

    @Test
    void everySettingIsTaken() {
        Settings settings = settings(Map.ofEntries(
                Map.entry("UPCOACH_HTTP_PORT", "0"),
                Map.entry("UPCOACH_ADMIN_PORT", "65535"),
                Map.entry("UPCOACH_HTTP_HOST", "127.0.0.1"),
                Map.entry("UPCOACH_DB_URL", URL),
                Map.entry("UPCOACH_DB_USER", "someone"),
                Map.entry("UPCOACH_DB_PASSWORD", "secret"),
                Map.entry("UPCOACH_JWT_KEYS", TestKeys.JSON),
                Map.entry("UPCOACH_CLUSTER", "blue"),
                Map.entry("UPCOACH_WKA", "a,b"),
                Map.entry("UPCOACH_MEMBER", "blue-1"),
                Map.entry("UPCOACH_LIMIT_API", "1/1m"),
                Map.entry("UPCOACH_LIMIT_AUTH", "2/120s"),
                Map.entry("UPCOACH_LIMIT_AI", "3/24h"),
                Map.entry("UPCOACH_LIMIT_REFRESH", "off"),
                Map.entry("UPCOACH_LIMIT_SHADOW", "ai, auth"),
                Map.entry("UPCOACH_LIMIT_EXEMPT", PERSON),
                Map.entry("UPCOACH_LIMIT_EXEMPT_NETWORKS", "192.0.2.0/24"),
                Map.entry("UPCOACH_CACHE", "off"),
                Map.entry("UPCOACH_MAX_MEMBERS", "10"),
                Map.entry("UPCOACH_MIGRATE", "off"),
                Map.entry("UPCOACH_TRUSTED_PROXIES", "10.0.0.0/8, ::1/128")));
        assertThat(settings.http()).isEqualTo(new Settings.HttpSettings(0, 65_535, "127.0.0.1"));
        assertThat(settings.database()).contains(new DatabaseSettings(URL, "someone", "secret", 9));
        assertThat(settings.keys()).isPresent();
        assertThat(settings.grid()).isEqualTo(new GridSettings("blue", "a,b", "blue-1", Optional.empty()));
        assertThat(settings.limits())
                .isEqualTo(new Limits(
                        Map.of(Policy.API, quota(1, 1), Policy.AUTH, quota(2, 2), Policy.AI, quota(3, 24 * 60)),
                        Set.of(Policy.AI, Policy.AUTH),
                        Set.of(PERSON),
                        List.of(Cidr.of("192.0.2.0/24"))));
        assertThat(settings.cache()).isFalse();
        assertThat(settings.migrate()).isFalse();
        assertThat(settings.trustedProxies()).containsExactly(Cidr.of("10.0.0.0/8"), Cidr.of("::1/128"));
    }

    @ParameterizedTest
    @CsvSource({
        "UPCOACH_HTTP_PORT, 65536",
        "UPCOACH_HTTP_PORT, -1",
        "UPCOACH_HTTP_PORT, ''",
        "UPCOACH_ADMIN_PORT, http",
        "UPCOACH_ADMIN_PORT, 100000",
        "UPCOACH_ADMIN_PORT, 8080",
        "UPCOACH_DB_URL, postgresql://db/upcoach",
        "UPCOACH_DB_URL, jdbc:postgresql://db:54x/upcoach",
        "UPCOACH_JWT_KEYS, no-such-file.json",
        "UPCOACH_JWT_KEYS, {}",
        "UPCOACH_JWT_KEYS, '{\"keys\":[]}'",
        "UPCOACH_CLUSTER, two words",
        "UPCOACH_CLUSTER, ''",
        "UPCOACH_MEMBER, a/b",
        "UPCOACH_LIMIT_API, 100",
        "UPCOACH_LIMIT_API, 0/15m",
        "UPCOACH_LIMIT_API, 1000001/15m",
        "UPCOACH_LIMIT_AUTH, 5/0s",
        "UPCOACH_LIMIT_AUTH, 5/15d",
        "UPCOACH_LIMIT_AI, 5/25h",
        "UPCOACH_LIMIT_AI, 5/48h",
        "UPCOACH_LIMIT_REFRESH, on",
        "UPCOACH_LIMIT_SHADOW, login",
        "UPCOACH_LIMIT_EXEMPT, somebody",
        "UPCOACH_LIMIT_EXEMPT_NETWORKS, 192.0.2.1",
        "UPCOACH_CACHE, true",
        "UPCOACH_MAX_MEMBERS, 0",
        "UPCOACH_MAX_MEMBERS, 91",
        "UPCOACH_MIGRATE, no",
        "UPCOACH_GRID_TLS, no-such-folder",
        "UPCOACH_TRUSTED_PROXIES, localhost",
        "UPCOACH_TRUSTED_PROXIES, 10.0.0.0/33",
        "UPCOACH_TRUSTED_PROXIES, '10.0.0.0/8,'"
    })
    void aWrongValueIsNamed(String variable, String value) {
        assertThatThrownBy(() -> settings(Map.of(variable, value)))
                .isInstanceOf(StartFailure.class)
                .hasMessageStartingWith(variable + ": ");
    }

    @Test
    void aDatabaseOfOnesOwnNeedsKeys() {
        assertThatThrownBy(() -> settings(Map.of("UPCOACH_DB_URL", URL)))
                .isInstanceOf(StartFailure.class)
                .hasMessageStartingWith("UPCOACH_JWT_KEYS ");
    }

    /** PostgreSQL has 100 connections, of which 10 stay free. */
    @ParameterizedTest
    @CsvSource({"1, 20", "3, 20", "9, 10", "10, 9", "11, 8", "90, 1"})
    void allMembersTogetherHaveNinetyConnections(String members, int pool) {
        assertThat(settings(Map.of("UPCOACH_MAX_MEMBERS", members)).poolSize()).isEqualTo(pool);
    }

    @Test
    void theSamePropertyIsLowerCaseWithDots() {
        assertThat(Settings.property("UPCOACH_HTTP_PORT")).isEqualTo("upcoach.http.port");
    }

    private static final String PERSON = "0196f3a0-0000-7000-8000-000000000001";

    private static Quota quota(int permits, int minutes) {
        return new Quota(permits, Duration.ofMinutes(minutes));
    }

    private static Settings settings(Map<String, String> values) {
        return Settings.of(variable -> Optional.ofNullable(values.get(variable)));
    }
}
