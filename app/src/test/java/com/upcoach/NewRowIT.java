package com.upcoach;

import static com.upcoach.Client.header;
import static com.upcoach.Client.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.tangosol.net.Coherence;
import com.upcoach.grid.row.Change;
import com.upcoach.grid.row.Commit;
import com.upcoach.grid.row.Row;
import com.upcoach.grid.row.RowKey;
import com.upcoach.grid.row.UserRows;
import com.upcoach.grid.row.Write;
import com.upcoach.gridconfig.MapNames;
import com.upcoach.task.Task;
import com.upcoach.task.TaskStore;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.testing.junit5.ServerTest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * A new row is made without being looked for, when it is not in memory: PostgreSQL alone then knows that it is not new.
 */
@ServerTest
class NewRowIT extends ApiIT {
    private final UserRows rows =
            new UserRows(Coherence.getInstance().getSession().getMap(MapNames.USER_ROWS), user -> 0L, () -> 0L);

    NewRowIT(WebServer server) {
        super(server);
    }

    private UUID user() {
        return UUID.fromString(client.id());
    }

    private HttpResponse<String> create(UUID id, String title) {
        return post("/api/tasks", "{\"id\":\"" + id + "\",\"title\":\"" + title + "\"}");
    }

    private long dataVersion() {
        return rows.ownersDataVersion(user());
    }

    @Test
    void anIdThatIsInUseIsTaken() {
        UUID id = UUID.randomUUID();
        String path = header(create(id, "First"), "Location");
        long before = dataVersion();
        rows.forget(user());

        HttpResponse<String> second = create(id, "Second");

        assertThat(second.statusCode()).as(second.body()).isEqualTo(409);
        assertThat(json(second).get("type").asText()).endsWith("id-taken");
        assertThat(json(client.get(base, path)).get("title").asText()).isEqualTo("First");
        assertThat(dataVersion()).isEqualTo(before);
    }

    @Test
    void anIdThatWasInUseIsTaken() {
        UUID id = UUID.randomUUID();
        String path = header(create(id, "First"), "Location");
        client.send(base, "DELETE", path, "");
        long before = dataVersion();
        rows.forget(user());

        HttpResponse<String> second = create(id, "Second");

        assertThat(second.statusCode()).as(second.body()).isEqualTo(409);
        assertThat(json(second).get("type").asText()).endsWith("id-taken");
        assertThat(client.get(base, path).statusCode()).isEqualTo(404);
        assertThat(dataVersion()).isEqualTo(before);
    }

    @Test
    void aWriteThatIsSentAgainToAnOwnerWithoutMemoryIsMadeOnce() {
        Task first = task(create(UUID.randomUUID(), "First"));
        UUID id = UUID.randomUUID();
        Task task = new Task(id, first.content(), null, first.source(), 1, first.createdAt(), first.updatedAt());
        Write write = Write.at(Instant.now(), null);
        List<Change> changes = List.of(new Change(TaskStore.TASKS.key(user(), id), 0, task));
        Commit made = rows.commit(user(), write, changes);
        rows.forget(user());

        Commit again = rows.commit(user(), write, changes);

        assertThat(again).isEqualTo(made).isInstanceOf(Commit.Done.class);
        assertThat(json(client.get(base, "/api/tasks")).at("/pagination/total").asInt())
                .isEqualTo(2);
    }

    private Task task(HttpResponse<String> created) {
        RowKey key = TaskStore.TASKS.key(
                user(), UUID.fromString(json(created).get("id").asText()));
        return (Task) ((Row.Present) rows.read(key)).value();
    }
}
