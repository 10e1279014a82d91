package com.upcoach;

import static com.upcoach.Client.header;
import static com.upcoach.Client.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.helidon.webserver.WebServer;
import io.helidon.webserver.testing.junit5.ServerTest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The grid may fall behind PostgreSQL: when an owner dies between its COMMIT and its backup, or another cluster writes.
 * A client that names a version which the grid has not seen is not refused for that, and no edit is made of what is old.
 */
@ServerTest
class StaleCopyIT extends ApiIT {
    StaleCopyIT(WebServer server) {
        super(server);
    }

    /**
     * Changes a row as another cluster does: the grid of this one learns nothing of it.
     *
     * @param statement returns the row's person, id and version
     */
    private static void elsewhere(String kind, String operation, String statement) {
        int rows = TestDatabase.change("""
                WITH changed AS (%s RETURNING user_id, id, version), raised AS (
                    UPDATE users SET data_version = data_version + 1 FROM changed WHERE users.id = changed.user_id
                    RETURNING users.id, data_version
                )
                INSERT INTO change_log (user_id, seq, write_id, kind, entity_id, operation, version, changed_at)
                SELECT raised.id, raised.data_version, gen_random_uuid(), '%s', changed.id, '%s', changed.version, now()
                FROM raised, changed
                """.formatted(statement, kind, operation));
        assertThat(rows).isEqualTo(1);
    }

    /** Makes a goal of which the grid has the first version and PostgreSQL the second. */
    private String goalBehind() {
        return behind("goal");
    }

    private String taskBehind() {
        return behind("task");
    }

    private String behind(String kind) {
        String path = made("/api/" + kind + "s", "First");
        elsewhere(
                kind,
                "update",
                "UPDATE %ss SET title = 'Second', version = version + 1 WHERE id = '%s'".formatted(kind, idOf(path)));
        return path;
    }

    private HttpResponse<String> patch(String path, String tags) {
        return client.send(base, "PATCH", path, "{\"description\":\"Third\"}", "If-Match", tags);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"2\"", "W/\"2-0a1b2c3d\"", "\"7\", \"2\""})
    void anEditOfWhatTheClientHasSeenIsMadeOfIt(String tags) {
        HttpResponse<String> edited = patch(goalBehind(), tags);

        assertThat(edited.statusCode()).as(edited.body()).isEqualTo(200);
        assertThat(json(edited).get("version").asLong()).isEqualTo(3);
        assertThat(json(edited).get("title").asText()).isEqualTo("Second");
        assertThat(json(edited).get("description").asText()).isEqualTo("Third");
    }

    @Test
    void aConditionThatIsLostShowsNothingOlderThanWhatTheClientHasSeen() {
        HttpResponse<String> lost = patch(goalBehind(), "\"7\"");

        assertThat(lost.statusCode()).as(lost.body()).isEqualTo(412);
        assertThat(json(lost).at("/current/title").asText()).isEqualTo("Second");
        assertThat(header(lost, "ETag")).contains("\"2");
    }

    @Test
    void whatTheClientHasSeenIsDeleted() {
        String path = goalBehind();

        HttpResponse<String> deleted = client.send(base, "DELETE", path, "", "If-Match", "\"2\"");

        assertThat(deleted.statusCode()).as(deleted.body()).isEqualTo(204);
        assertThat(client.get(base, path).statusCode()).isEqualTo(404);
    }

    @Test
    void anActionOnWhatTheClientHasSeenIsDone() {
        HttpResponse<String> done = complete(taskBehind(), "\"2\"");

        assertThat(done.statusCode()).as(done.body()).isEqualTo(200);
        assertThat(json(done).get("title").asText()).isEqualTo("Second");
        assertThat(json(done).get("version").asLong()).isEqualTo(3);
    }

    @Test
    void aRetryOfAnActionOnWhatTheClientHasSeenHasItsAnswer() {
        String path = taskBehind();
        HttpResponse<String> done = complete(path, "\"2\"", "Idempotency-Key", "once");
        assertThat(done.statusCode()).as(done.body()).isEqualTo(200);
        assertThat(complete(path, "\"2\"", "Idempotency-Key", "once").body()).isEqualTo(done.body());
    }

    @Test
    void thatNothingIsToBeChangedIsSaidOfWhatPostgresHas() {
        HttpResponse<String> edited = client.send(base, "PATCH", goalBehind(), "{\"title\":\"First\"}");

        assertThat(edited.statusCode()).as(edited.body()).isEqualTo(200);
        assertThat(json(edited).get("title").asText()).isEqualTo("First");
        assertThat(json(edited).get("version").asLong()).isEqualTo(3);
    }

    @Test
    void whatTheGridHoldsToBeMissingIsFoundByWhoHasSeenIt() {
        String path = "/api/tasks/" + madeElsewhere();

        HttpResponse<String> done = complete(path, "\"1\"");

        assertThat(done.statusCode()).as(done.body()).isEqualTo(200);
        assertThat(json(done).get("title").asText()).isEqualTo("Elsewhere");
    }

    @Test
    void anIdThatTheGridHoldsToBeFreeIsTaken() {
        HttpResponse<String> made = post("/api/tasks", "{\"id\":\"" + madeElsewhere() + "\",\"title\":\"Here\"}");

        assertThat(made.statusCode()).as(made.body()).isEqualTo(409);
        assertThat(json(made).get("type").asText()).endsWith("id-taken");
    }

    /** Makes a task that the grid holds to be missing, and returns its id. */
    private String madeElsewhere() {
        String id = "0190f000-0000-7000-8000-" + client.id().substring(24);
        assertThat(complete("/api/tasks/" + id, "*").statusCode()).isEqualTo(404);
        String model = idOf(made("/api/tasks", "Elsewhere"));
        elsewhere("task", "create", """
                INSERT INTO tasks SELECT (jsonb_populate_record(tasks, jsonb_build_object('id', '%s'))).*
                FROM tasks WHERE id = '%s'
                """.formatted(id, model));
        return id;
    }

    private HttpResponse<String> complete(String path, String tags, String... headers) {
        List<String> all = new ArrayList<>(List.of("If-Match", tags));
        all.addAll(List.of(headers));
        return post(path + "/complete", "", all.toArray(String[]::new));
    }

    private static String idOf(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
