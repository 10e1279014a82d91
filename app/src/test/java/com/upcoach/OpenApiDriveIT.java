package com.upcoach;

import static com.upcoach.Client.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.upcoach.contract.Contract;
import com.upcoach.contract.Driver;
import com.upcoach.contract.Operation;
import io.helidon.webserver.WebServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every operation of the OpenAPI document, driven with requests made from its schemas, good ones and bad ones: each
 * answer is one that the document tells of, a good request is understood, a bad one refused, and nothing is ever a 5xx.
 */
class OpenApiDriveIT {
    private static final int REQUESTS = Integer.getInteger("upcoach.drive.requests", 200);
    private static final long SEED = Long.getLong("upcoach.drive.seed", 20_261_125);

    private static final int MAX_TRIES = 20;

    /** Each costs a password's hash. */
    private static final int MOST_SIGN_INS = 10;

    private static final List<String> MADE = List.of(
            "/api/goals",
            "/api/goals/{id}/check-ins",
            "/api/tasks",
            "/api/ai/interactions",
            "/api/subscription/change");
    private static final Contract CONTRACT = contract();

    private static final WebServer SERVER = TestMember.serve();

    private final String base = "http://127.0.0.1:" + SERVER.port();

    @AfterAll
    static void stop() {
        SERVER.stop();
    }

    private static Contract contract() {
        try (InputStream in = OpenApiDriveIT.class.getResourceAsStream("/openapi.yaml")) {
            return new Contract(new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Operation> operations() {
        return CONTRACT.operations();
    }

    @ParameterizedTest
    @MethodSource("operations")
    void everyAnswerIsOneThatTheDocumentTellsOf(Operation operation) {
        try (Driver driver = new Driver(base, SEED + operation.toString().hashCode())) {
            assertThat(drive(driver, operation)).anyMatch(status -> status < 300);
        } catch (AssertionError e) {
            throw new AssertionError("-Dupcoach.drive.seed=" + SEED + ": " + e.getMessage(), e);
        }
    }

    private Set<Integer> drive(Driver driver, Operation operation) {
        Set<Integer> statuses = new TreeSet<>();
        signIn(driver);
        int signIns = 1;
        for (int i = 0; i < REQUESTS && signIns < MOST_SIGN_INS; i++) {
            statuses.add(i % 3 == 0 ? driver.ask(operation) : driver.annoy(operation));
            if (driver.isSignedOut()) {
                signIn(driver);
                signIns++;
            }
        }
        return statuses;
    }

    /** As someone new, who has something of everything that can be made. */
    private void signIn(Driver driver) {
        String email = UUID.randomUUID() + "@example.com";
        String body =
                "{\"email\":\"%s\",\"password\":\"%s\",\"displayName\":\"Test\"}".formatted(email, Client.PASSWORD);
        JsonNode person = json(Client.anonymous().send(base, "POST", "/api/auth/register", body));
        driver.signIn(
                person.get("accessToken").asText(),
                Map.of(
                        "email",
                        email,
                        "password",
                        Client.PASSWORD,
                        "oldPassword",
                        Client.PASSWORD,
                        "refreshToken",
                        person.get("refreshToken").asText()));
        for (String path : MADE) {
            CONTRACT.operations().stream()
                    .filter(made -> made.toString().equals("POST " + path))
                    .forEach(made -> untilDone(driver, made));
        }
        CONTRACT.operations().stream()
                .filter(lists -> lists.toString().matches("GET /api/[^{]+"))
                .forEach(lists -> untilDone(driver, lists));
    }

    /** A schema cannot tell every rule: a good request may be refused, a page be empty. */
    private static void untilDone(Driver driver, Operation operation) {
        int done = 0;
        for (int attempt = 0; attempt < MAX_TRIES && done < 2; attempt++) {
            done += driver.ask(operation) < 300 ? 1 : 0;
        }
    }
}
