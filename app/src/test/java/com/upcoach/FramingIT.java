package com.upcoach;

import static org.assertj.core.api.Assertions.assertThat;

import com.upcoach.http.ApiServer;
import com.upcoach.trial.Nginx;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.WebServerConfig;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.testing.junit5.ServerTest;
import io.helidon.webserver.testing.junit5.SetUpRoute;
import io.helidon.webserver.testing.junit5.SetUpServer;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/**
 * Requests that two servers may read as different ones, each sent to a member and to nginx in front of it: each is
 * refused and the connection closed, or there is one answer for each request that was sent. None is made of a part of
 * another.
 */
@ServerTest
class FramingIT {
    private static final String POST = "POST /api/auth/login HTTP/1.1~Host: a~Content-Type: application/json~";
    private static final String GET = "GET /health HTTP/1.1~Host: a~";
    private static final String SECOND = GET + "Connection: close~~";

    /** 54 bytes, of which many a case tells the length. */
    private static final String SMUGGLED = "GET /smuggled HTTP/1.1~Host: a~Connection: close~~";

    private static final Queue<String> REACHED = new ConcurrentLinkedQueue<>();
    private static @Nullable Nginx nginx;

    private final int port;

    FramingIT(WebServer server) {
        this.port = server.port();
    }

    @SetUpServer
    static void server(WebServerConfig.Builder server) {
        ApiServer.configure(server);
    }

    @SetUpRoute
    static void routing(HttpRouting.Builder routing) {
        routing.addFilter((chain, request, response) -> {
            REACHED.add(request.prologue().uriPath().rawPath());
            chain.proceed();
        });
        TestMember.routing(routing);
    }

    @AfterAll
    static void stop() {
        if (nginx != null) {
            nginx.close();
        }
    }

    private Nginx nginx() {
        if (nginx == null) {
            nginx = Nginx.startOrSkip(List.of(port), "nothing was sent through it");
        }
        return nginx;
    }

    @ParameterizedTest(name = "{0}")
    @CsvFileSource(resources = "/framing.csv", delimiter = '|')
    void aMemberAnswersEachRequestOnce(String name, String direct, String throughNginx, String request) {
        RawHttp.Reply reply = send(port, request);
        assertThat(statuses(reply)).as(reply.text()).isEqualTo(direct);
        assertThat(reply.closed()).isTrue();
        if (direct.equals("400")) {
            reply.assertRefusal();
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvFileSource(resources = "/framing.csv", delimiter = '|')
    void nginxAndAMemberAgree(String name, String direct, String throughNginx, String request) {
        RawHttp.Reply reply = send(nginx().port(), request);
        assertThat(statuses(reply)).as(reply.text()).isEqualTo(throughNginx);
        if (throughNginx.equals("400")) {
            reply.assertProblem();
        }
        for (String victim : List.of("victim-1", "victim-2", "victim-3")) {
            String other = GET + "X-Request-Id: " + victim + "~Connection: close~~";
            assertThat(RawHttp.send(nginx().port(), wire(other)).text())
                    .startsWith("HTTP/1.1 200")
                    .containsIgnoringCase("X-Request-Id: " + victim);
        }
    }

    private static RawHttp.Reply send(int port, String request) {
        REACHED.clear();
        RawHttp.Reply reply = RawHttp.send(port, wire(request));
        assertThat(REACHED).doesNotContain("/smuggled");
        return reply;
    }

    private static String wire(String request) {
        return request.replace("{POST}", POST)
                .replace("{GET}", GET)
                .replace("{SECOND}", SECOND)
                .replace("{SMUGGLED}", SMUGGLED)
                .replace("~", "\r\n")
                .translateEscapes();
    }

    private static String statuses(RawHttp.Reply reply) {
        return reply.statuses().isEmpty()
                ? "none"
                : reply.statuses().stream().map(String::valueOf).collect(Collectors.joining(" "));
    }
}
