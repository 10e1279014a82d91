package com.upcoach;

import static com.upcoach.Client.header;
import static org.assertj.core.api.Assertions.assertThat;

import com.tangosol.net.Coherence;
import com.upcoach.gridconfig.MapNames;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.testing.junit5.ServerTest;
import io.helidon.webserver.testing.junit5.SetUpRoute;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A view is made anew only when something was touched that it shows: after each of many random writes, what is shown
 * from memory is what is shown when nothing is in memory.
 */
@ServerTest
class ViewScopesIT {
    private static final int WRITES = 60;

    private final String base;
    private final List<String> goals = new ArrayList<>();
    private final List<String> tasks = new ArrayList<>();
    private final List<String> checkIns = new ArrayList<>();
    private final List<String> interactions = new ArrayList<>();
    private final Map<Integer, Integer> statuses = new HashMap<>();
    private Client client = Client.anonymous();
    private Random random = new Random(0);

    ViewScopesIT(WebServer server) {
        this.base = "http://127.0.0.1:" + server.port();
    }

    @SetUpRoute
    static void routing(HttpRouting.Builder routing) {
        TestMember.routing(routing);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void whatIsInMemoryIsWhatWouldBeMade(long seed) {
        client = Client.registered(base);
        random = new Random(seed);
        // Whose quota of the coach is large enough for what is shown after each write.
        send("POST", "/api/subscription/change", "{\"plan\":\"coach\"}", List.of());
        send("POST", "/api/goals", "{\"title\":\"Read\"}", goals);
        makeGoal();
        ask();
        for (int write = 0; write < WRITES; write++) {
            String what = write();
            Map<String, String> fromMemory = shown();
            assertThat(fromMemory.values()).as("within all limits").noneMatch(shown -> shown.startsWith("429"));
            Coherence.getInstance().getSession().getMap(MapNames.VIEWS).clear();
            assertThat(shown()).as("seed %d, write %d: %s", seed, write, what).isEqualTo(fromMemory);
        }
        assertThat(statuses.get(2)).as("writes that were made, of %s", statuses).isGreaterThan(WRITES / 2);
    }

    private Map<String, String> shown() {
        List<String> paths = new ArrayList<>(List.of(
                "/api/goals",
                "/api/goals?status=active",
                "/api/tasks",
                "/api/tasks?status=done",
                "/api/me",
                "/api/analytics/summary",
                "/api/ai/recommendations",
                "/api/ai/interactions",
                "/api/ai/usage"));
        for (String goal : goals) {
            paths.addAll(List.of(goal, goal + "/tasks", goal + "/check-ins", goal + "/progress"));
        }
        paths.addAll(tasks);
        paths.addAll(interactions);
        Map<String, String> shown = new LinkedHashMap<>();
        paths.forEach(path -> {
            HttpResponse<String> answer = client.get(base, path);
            // A problem names its request, and use of the coach the permits that each of these takes.
            String body = answer.statusCode() == 200 ? answer.body().replaceAll("\"window\":\\{[^}]*}", "") : "";
            shown.put(path, answer.statusCode() + " " + header(answer, "Data-Version") + " " + body);
        });
        return shown;
    }

    private String write() {
        return switch (random.nextInt(17)) {
            case 0 -> makeGoal();
            case 1, 2 -> send("POST", "/api/tasks", task(anyGoal()), tasks);
            case 3 -> send("POST", "/api/tasks", task("null"), tasks);
            case 4 -> edit(tasks, "{\"status\":\"" + any(List.of("todo", "done", "cancelled")) + "\"}");
            case 5 -> edit(tasks, "{\"title\":\"" + random.nextInt(99) + "\"}");
            case 6 -> edit(tasks, "{\"goalId\":" + any(List.of("null", anyGoal(), anyGoal())) + "}");
            case 7 -> send("DELETE", any(tasks), "", List.of());
            case 8, 9 -> send("POST", any(goals) + "/check-ins", checkIn(), checkIns);
            case 10 -> edit(checkIns, "{\"mood\":" + (1 + random.nextInt(5)) + "}");
            case 11 -> send("DELETE", any(checkIns), "", List.of());
            case 12 -> edit(goals, "{\"title\":\"" + random.nextInt(99) + "\"}");
            case 13 -> ask();
            case 14 -> rate();
            case 15 -> send("DELETE", any(interactions), "", List.of());
            default -> rarely();
        };
    }

    private String ask() {
        return send("POST", "/api/ai/interactions", "{\"kind\":\"chat\",\"prompt\":\"What now?\"}", interactions);
    }

    private String rate() {
        return send("POST", any(interactions) + "/feedback", "{\"rating\":" + (1 + random.nextInt(5)) + "}", List.of());
    }

    private String rarely() {
        return random.nextBoolean()
                ? send("DELETE", any(goals) + "?tasks=" + any(List.of("detach", "delete")), "", List.of())
                : edit(List.of("/api/me"), "{\"timeZone\":\"" + any(List.of("Asia/Tokyo", "Pacific/Honolulu")) + "\"}");
    }

    private String makeGoal() {
        String metric = any(List.of("{\"type\":\"none\"}", "{\"type\":\"numeric\",\"target\":10}"));
        return send("POST", "/api/goals", """
                {"title": "Run", "status": "active", "metric": %s, "tasks": [{"title": "Shoes"}]}""".formatted(metric), goals);
    }

    private static String task(String goal) {
        return "{\"title\":\"Stretch\",\"goalId\":" + goal + "}";
    }

    private String checkIn() {
        return "{\"requestId\":\"" + random.nextInt(6) + "\",\"mood\":3}";
    }

    /** The id of a goal, quoted. */
    private String anyGoal() {
        String path = any(goals);
        return "\"" + path.substring(path.lastIndexOf('/') + 1) + "\"";
    }

    /** One of them, perhaps one that is deleted already. */
    private String any(List<String> list) {
        return list.isEmpty() ? "/api/tasks/none" : list.get(random.nextInt(list.size()));
    }

    private String edit(List<String> paths, String patch) {
        return send("PATCH", any(paths), patch, List.of());
    }

    /** Sends a write, remembers the path of what it made, and returns what was done. */
    private String send(String method, String path, String body, List<String> made) {
        HttpResponse<String> answer = client.send(base, method, path, body);
        String location = header(answer, "Location");
        if (!location.isEmpty() && !made.contains(location)) {
            made.add(location);
        }
        statuses.merge(answer.statusCode() / 100, 1, Integer::sum);
        return method + " " + path + " " + body + " -> " + answer.statusCode();
    }
}
