import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Registers people and makes goals for each through the API, and writes their access tokens to a file, a line each.
 * Run: {@code java load/SeedTokens.java <base url> <people> <goals each> <file>}.
 */
final class SeedTokens {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Pattern TOKEN = Pattern.compile("\"accessToken\":\"([^\"]+)\"");

    private static final int GOALS_OF_FREE_PLAN = 50;

    private SeedTokens() {}

    public static void main(String[] args) throws Exception {
        int people = Integer.parseInt(args[1]);
        int goals = Integer.parseInt(args[2]);
        List<String> tokens = new ArrayList<>();
        for (int person = 1; person <= people; person++) {
            String token = register(args[0]);
            if (goals > GOALS_OF_FREE_PLAN) {
                post(args[0] + "/api/subscription/change", token, "{\"plan\":\"coach\"}");
            }
            for (int goal = 1; goal <= goals; goal++) {
                post(args[0] + "/api/goals", token, "{\"title\":\"Goal %d\",\"targetDate\":\"2027-06-30\"}".formatted(goal));
            }
            tokens.add(token);
            if (person % 20 == 0) {
                System.err.println(person + " of " + people + " people");
            }
        }
        Files.write(Path.of(args[3]), tokens);
    }

    private static String register(String base) throws Exception {
        String account = "{\"email\":\"%s@load.example\",\"password\":\"walk-before-you-run\",\"displayName\":\"Load\"}"
                .formatted(UUID.randomUUID());
        Matcher matcher = TOKEN.matcher(post(base + "/api/auth/register", "", account));
        if (!matcher.find()) {
            throw new IllegalStateException("no token in the answer");
        }
        return matcher.group(1);
    }

    private static String post(String url, String token, String body) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        HttpResponse<String> response = HTTP.send(request.build(), BodyHandlers.ofString());
        if (response.statusCode() / 100 != 2) {
            throw new IllegalStateException(response.statusCode() + " " + response.body());
        }
        return response.body();
    }
}
