package com.upcoach;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;

/**
 * Fills a running server with a demo account and a few goals, through the public API like any client, and prints the
 * account and an access token as {@code key=value} lines. Running it again signs in to the account that is there.
 */
final class Demo {
    private static final String EMAIL = "demo@upcoach.example";
    private static final String PASSWORD = "walk-before-you-run";
    private static final ZoneId TIME_ZONE = ZoneId.of("Europe/Berlin");
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(15);

    private final ObjectMapper json = new ObjectMapper();
    private final PatientClient client;
    private final String baseUrl;

    private Demo(PatientClient client, String baseUrl) {
        this.client = client;
        this.baseUrl = baseUrl;
    }

    /**
     * Takes the server's base URL, such as {@code http://127.0.0.1:8080}; on failure one line on stderr and exit code
     * 1.
     */
    public static void main(String[] args) {
        if (args.length != 1) {
            exit("the demo data needs one argument, the server's URL");
        }
        try {
            String token = fill(args[0]);
            System.out.println("email=" + EMAIL);
            System.out.println("password=" + PASSWORD);
            System.out.println("token=" + token);
        } catch (IOException | IllegalArgumentException failure) {
            exit("no demo data: " + reason(failure));
        } catch (InterruptedException stopped) {
            exit("no demo data: interrupted");
        }
    }

    /** Makes what is not there yet and returns an access token of the demo account. */
    static String fill(String baseUrl) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT_TIMEOUT)
                .build()) {
            return new Demo(new PatientClient(client), baseUrl).fill();
        }
    }

    private static String reason(Exception failure) {
        String message = failure.getMessage();
        return message == null ? failure.getClass().getSimpleName() : message;
    }

    private static void exit(String message) {
        System.err.println("upcoach: " + message);
        System.exit(1);
    }

    private String fill() throws IOException, InterruptedException {
        String token = signIn();
        if (send(get("/api/goals?limit=1", token)).at("/pagination/total").asInt() == 0) {
            for (ObjectNode goal : goals(LocalDate.now(TIME_ZONE))) {
                send(post("/api/goals", goal)
                        .header("Authorization", "Bearer " + token)
                        .header("Idempotency-Key", UUID.randomUUID().toString()));
            }
        }
        return token;
    }

    private String signIn() throws IOException, InterruptedException {
        ObjectNode account = json.createObjectNode().put("email", EMAIL).put("password", PASSWORD);
        HttpResponse<String> login = exchange(post("/api/auth/login", account));
        JsonNode session = login.statusCode() == 401 ? register(account) : read(login);
        String token = session.path("accessToken").asText();
        if (token.isEmpty()) {
            throw new IOException("the account " + EMAIL + " exists with another password");
        }
        return token;
    }

    private JsonNode register(ObjectNode account) throws IOException, InterruptedException {
        ObjectNode registration = account.deepCopy().put("displayName", "Demo").put("timeZone", TIME_ZONE.getId());
        return send(post("/api/auth/register", registration));
    }

    private List<ObjectNode> goals(LocalDate today) {
        return List.of(
                goal("Walk 8,000 steps a day", "health", "active", 3, today.minusDays(10), today.plusDays(80))
                        .put("description", "Every day counts, rain counts double.")
                        .set(
                                "metric",
                                json.createObjectNode()
                                        .put("type", "habit")
                                        .put("unit", "walks a week")
                                        .put("target", 7)),
                goal("Read twelve books", "learning", "active", 2, today.minusDays(60), today.plusDays(300))
                        .put("description", "One a month, any kind.")
                        .set("metric", metric("numeric", "books", 0, 12, 3)),
                goal("Learn enough Italian for Rome", "learning", "draft", 1, today.plusDays(14), today.plusDays(200))
                        .put("description", "Order a meal, ask the way, thank the host.")
                        .set("metric", metric("percent", "%", 0, 100, 0)),
                goal("Sort the cellar", "home", "paused", 0, today.minusDays(30), today.plusDays(30))
                        .put("description", "Shelf by shelf; goes on when the bicycles are out.")
                        .set("metric", json.createObjectNode().put("type", "none")));
    }

    private ObjectNode goal(
            String title, String category, String status, int priority, LocalDate start, LocalDate target) {
        ObjectNode goal = json.createObjectNode()
                .put("title", title)
                .put("category", category)
                .put("status", status)
                .put("priority", priority)
                .put("startDate", start.toString())
                .put("targetDate", target.toString());
        goal.putArray("tags").add("demo").add(category);
        return goal;
    }

    private ObjectNode metric(String type, String unit, int start, int target, int current) {
        return json.createObjectNode()
                .put("type", type)
                .put("unit", unit)
                .put("start", start)
                .put("target", target)
                .put("current", current);
    }

    private HttpRequest.Builder get(String path, String token) {
        return request(path).header("Authorization", "Bearer " + token);
    }

    private HttpRequest.Builder post(String path, ObjectNode body) {
        return request(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(body.toString()));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(baseUrl + path)).timeout(ANSWER_TIMEOUT);
    }

    private JsonNode send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return read(exchange(request));
    }

    private HttpResponse<String> exchange(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build());
    }

    /**
     * The body of a 2xx answer; any other is a failure that names the request, the status and the server's own detail.
     */
    private JsonNode read(HttpResponse<String> answer) throws IOException {
        if (answer.statusCode() / 100 == 2) {
            return json.readTree(answer.body());
        }
        HttpRequest request = answer.request();
        throw new IOException(
                request.method() + " " + request.uri().getPath() + " answered " + answer.statusCode() + detail(answer));
    }

    private String detail(HttpResponse<String> answer) {
        try {
            String detail = json.readTree(answer.body()).path("detail").asText();
            return detail.isEmpty() ? "" : ": " + detail;
        } catch (IOException notJson) {
            return "";
        }
    }
}
