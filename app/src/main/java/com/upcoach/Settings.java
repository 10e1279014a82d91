package com.upcoach;

import com.upcoach.admission.Cidr;
import com.upcoach.admission.Limits;
import com.upcoach.admission.Policy;
import com.upcoach.admission.Quota;
import com.upcoach.coaching.model.ProviderSettings;
import com.upcoach.database.DatabaseSettings;
import com.upcoach.failure.StartFailure;
import com.upcoach.grid.GridSettings;
import com.upcoach.grid.GridTls;
import com.upcoach.log.Logs;
import com.upcoach.session.TokenKeys;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * All that can be configured. Each setting is an environment variable, or a system property or entry of
 * {@code application.yaml} of the same name in lower case with dots, such as {@code upcoach.http.port}.
 *
 * @param database where PostgreSQL is; empty means the embedded one
 * @param poolSize most connections of this member to PostgreSQL
 * @param migrate whether this member brings the schema up to date; else it waits until that is done
 * @param provider who answers questions to the coach; empty means the rules
 * @param keys what signs access tokens; empty means keys of its own beside the embedded database
 */
public record Settings(
        HttpSettings http,
        Optional<DatabaseSettings> database,
        int poolSize,
        boolean migrate,
        GridSettings grid,
        Limits limits,
        boolean cache,
        List<Cidr> trustedProxies,
        Optional<TokenKeys> keys,
        Optional<ProviderSettings> provider,
        LogSettings log,
        DrainSettings drain) {

    /** Where the embedded database and generated keys are kept. */
    static final Path HOME = Path.of(".upcoach");

    /** Connections of PostgreSQL for all members together: 100, less 10 in reserve, see docs/decisions/0003. */
    static final int CONNECTIONS = 90;

    /** The most connections that a member may have, however few members there are. */
    private static final int MAX_POOL_SIZE = 20;

    /** Members that there are at most, when nothing else is said. */
    private static final String MAX_MEMBERS = "9";

    /** What each policy grants when nothing else is said. */
    private static final Map<Policy, String> STANDARD_QUOTAS = Map.of(
            Policy.API, "100/15m",
            Policy.AUTH, "5/15m",
            Policy.AI, "50/15m",
            Policy.REFRESH, "60/1m");

    /**
     * Where the server listens.
     *
     * @param port public API; 0 for any free one
     * @param adminPort operators only; 0 for any free one
     * @param host bind address of both
     */
    public record HttpSettings(int port, int adminPort, String host) {}

    /**
     * What is logged.
     *
     * @param requests whether each request has a line
     */
    public record LogSettings(Logs.Format format, boolean requests) {}

    /**
     * How a member goes.
     *
     * @param open how long it takes new connections once it says that it is not ready: as long as a load balancer needs
     *     to learn of that. None for one that passes over whoever refuses a connection
     * @param patience how long it then waits for clients to let go of their connections
     */
    public record DrainSettings(Duration open, Duration patience) {}

    /**
     * Reads the settings.
     *
     * @param lookup returns the value of a variable, if it has one
     * @throws StartFailure naming the variable that is missing or wrong
     */
    public static Settings of(Lookup lookup) {
        Source source = new Source(lookup);
        Optional<DatabaseSettings> database = database(source);
        Optional<TokenKeys> keys = source.optional("UPCOACH_JWT_KEYS", TokenKeys::of);
        if (database.isPresent() && keys.isEmpty()) {
            throw new StartFailure("UPCOACH_JWT_KEYS is needed when UPCOACH_DB_URL is set");
        }
        return new Settings(
                http(source),
                database,
                poolSize(source),
                source.value("UPCOACH_MIGRATE", "on", Settings::onOrOff),
                new GridSettings(
                        source.value("UPCOACH_CLUSTER", "upcoach", Settings::name),
                        source.value("UPCOACH_WKA", "127.0.0.1", Function.identity()),
                        source.value(
                                "UPCOACH_MEMBER",
                                "member-" + ProcessHandle.current().pid(),
                                Settings::name),
                        source.optional("UPCOACH_GRID_TLS", folder -> new GridTls(Path.of(folder)))),
                limits(source),
                source.value("UPCOACH_CACHE", "on", Settings::onOrOff),
                source.optional("UPCOACH_TRUSTED_PROXIES", Settings::ranges).orElse(List.of()),
                keys,
                source.optional("UPCOACH_AI_URL", ProviderSettings::base).map(base -> provider(source, base)),
                new LogSettings(
                        source.value("UPCOACH_LOG", "text", Settings::format),
                        source.value("UPCOACH_LOG_REQUESTS", "off", Settings::onOrOff)),
                new DrainSettings(
                        source.value("UPCOACH_DRAIN_OPEN", "0s", Settings::duration),
                        source.value("UPCOACH_DRAIN_PATIENCE", "4s", Settings::duration)));
    }

    private static HttpSettings http(Source source) {
        int port = source.value("UPCOACH_HTTP_PORT", "8080", Settings::port);
        int adminPort = source.value("UPCOACH_ADMIN_PORT", "8081", Settings::port);
        if (port == adminPort && port != 0) {
            throw new StartFailure("UPCOACH_ADMIN_PORT: it needs a port of its own, not that of UPCOACH_HTTP_PORT");
        }
        return new HttpSettings(port, adminPort, source.value("UPCOACH_HTTP_HOST", "0.0.0.0", Function.identity()));
    }

    /**
     * Reads where PostgreSQL is, and nothing else: all that a migration needs.
     *
     * @throws StartFailure naming the variable that is wrong
     */
    static Optional<DatabaseSettings> database(Lookup lookup) {
        return database(new Source(lookup));
    }

    private static ProviderSettings provider(Source source, URI base) {
        String key = source.optional("UPCOACH_AI_KEY_FILE", Settings::secret)
                .orElseGet(() -> source.value("UPCOACH_AI_KEY", "", Function.identity()));
        return new ProviderSettings(base, key, source.value("UPCOACH_AI_MODEL", "gpt-4o-mini", Function.identity()));
    }

    private static String secret(String file) {
        try {
            return Files.readString(Path.of(file)).strip();
        } catch (IOException e) {
            throw new IllegalArgumentException("the file cannot be read", e);
        }
    }

    private static Limits limits(Source source) {
        Map<Policy, Quota> quotas = new EnumMap<>(Policy.class);
        STANDARD_QUOTAS.forEach((policy, standard) -> source.value("UPCOACH_LIMIT_" + policy, standard, Settings::quota)
                .ifPresent(quota -> quotas.put(policy, quota)));
        return new Limits(
                quotas,
                source.optional("UPCOACH_LIMIT_SHADOW", Settings::policies).orElse(Set.of()),
                source.optional("UPCOACH_LIMIT_EXEMPT", Settings::users).orElse(Set.of()),
                source.optional("UPCOACH_LIMIT_EXEMPT_NETWORKS", Settings::ranges)
                        .orElse(List.of()));
    }

    private static Optional<Quota> quota(String text) {
        return text.equals("off") ? Optional.empty() : Optional.of(Quota.of(text));
    }

    private static Set<Policy> policies(String text) {
        return list(text).stream()
                .map(name -> Policy.of(name)
                        .orElseThrow(() -> new IllegalArgumentException(
                                "'" + name + "' is not a policy (api, auth, ai, refresh)")))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Set<String> users(String text) {
        return list(text).stream().map(UUID::fromString).map(UUID::toString).collect(Collectors.toUnmodifiableSet());
    }

    private static List<String> list(String text) {
        return Arrays.stream(text.split(",", -1)).map(String::strip).toList();
    }

    private static Optional<DatabaseSettings> database(Source source) {
        return source.optional(
                "UPCOACH_DB_URL",
                url -> new DatabaseSettings(
                        url,
                        source.value("UPCOACH_DB_USER", "upcoach", Function.identity()),
                        source.value("UPCOACH_DB_PASSWORD", "", Function.identity()),
                        poolSize(source)));
    }

    private static int poolSize(Source source) {
        return Math.min(
                MAX_POOL_SIZE, CONNECTIONS / source.value("UPCOACH_MAX_MEMBERS", MAX_MEMBERS, Settings::members));
    }

    private static int members(String text) {
        if (!text.matches("[1-9]\\d?") || Integer.parseInt(text) > CONNECTIONS) {
            throw new IllegalArgumentException("'" + text + "' is not a number of members (1–" + CONNECTIONS + ")");
        }
        return Integer.parseInt(text);
    }

    private static int port(String text) {
        if (!text.matches("\\d{1,5}") || Integer.parseInt(text) > 65_535) {
            throw new IllegalArgumentException("'" + text + "' is not a port (0–65535)");
        }
        return Integer.parseInt(text);
    }

    private static String name(String text) {
        if (!text.matches("[A-Za-z0-9._-]{1,64}")) {
            throw new IllegalArgumentException("'" + text + "' is not a name (letters, digits, . _ -, at most 64)");
        }
        return text;
    }

    private static boolean onOrOff(String text) {
        return switch (text) {
            case "on" -> true;
            case "off" -> false;
            default -> throw new IllegalArgumentException("'" + text + "' is neither on nor off");
        };
    }

    private static Logs.Format format(String text) {
        return switch (text) {
            case "text" -> Logs.Format.TEXT;
            case "json" -> Logs.Format.JSON;
            default -> throw new IllegalArgumentException("'" + text + "' is neither text nor json");
        };
    }

    private static Duration duration(String text) {
        if (!text.matches("\\d{1,2}s")) {
            throw new IllegalArgumentException("'" + text + "' is not a number of seconds (0s–99s)");
        }
        return Duration.ofSeconds(Integer.parseInt(text.substring(0, text.length() - 1)));
    }

    private static List<Cidr> ranges(String text) {
        return list(text).stream().map(Cidr::of).toList();
    }

    /** Where values come from. */
    @FunctionalInterface
    public interface Lookup {
        /** Returns a variable's value, if it has one. */
        Optional<String> get(String variable);
    }

    private record Source(Lookup lookup) {
        <T> T value(String variable, String absent, Function<String, T> parse) {
            return parsed(variable, lookup.get(variable).orElse(absent), parse);
        }

        <T> Optional<T> optional(String variable, Function<String, T> parse) {
            return lookup.get(variable).filter(text -> !text.isBlank()).map(text -> parsed(variable, text, parse));
        }

        private static <T> T parsed(String variable, String text, Function<String, T> parse) {
            try {
                return parse.apply(text);
            } catch (IllegalArgumentException e) {
                throw new StartFailure(variable + ": " + e.getMessage());
            }
        }
    }

    /** Returns the name of a variable as a system property or in application.yaml. */
    static String property(String variable) {
        return variable.toLowerCase(Locale.ROOT).replace('_', '.');
    }
}
