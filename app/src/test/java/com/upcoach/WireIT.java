package com.upcoach;

import static org.assertj.core.api.Assertions.assertThat;

import com.upcoach.http.ApiServer;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.WebServerConfig;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.testing.junit5.ServerTest;
import io.helidon.webserver.testing.junit5.SetUpRoute;
import io.helidon.webserver.testing.junit5.SetUpServer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What comes over the wire that no client library would send: each gets a clear refusal, with every header. */
@ServerTest
class WireIT {
    private static final String HOST = "Host: localhost\r\n";

    private final int port;

    WireIT(WebServer server) {
        this.port = server.port();
    }

    @SetUpServer
    static void server(WebServerConfig.Builder server) {
        ApiServer.configure(server);
    }

    @SetUpRoute
    static void routing(HttpRouting.Builder routing) {
        TestMember.routing(routing);
    }

    /** {@code ~} stands for CR LF. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "400|GARBAGE~~",
                "400|GET~~",
                "400|GET /health~~",
                "400|GET /health HTTP/9.9~Host: a~~",
                "400|GET /health HTTP/1.0~Host: a~~",
                "400|PRI * HTTP/2.0~~SM~~",
                "400|POST /api/auth/login HTTP/1.1~Host: a~Content-Type: application/json~Transfer-Encoding: gzip, chunked~~0~~",
                "400|POST /api/auth/login HTTP/1.1~Host: a~Content-Type: application/json~Transfer-Encoding: xchunked~~0~~",
                "400|GET /health HTTP/1.1~~",
                "400|GET /health HTTP/1.1~Host: a~Host: b~~",
                "400|GET /health HTTP/1.1~Host : a~~",
                "400|GET /health HTTP/1.1~Host: a~No colon here~~",
                "400|GET /health HTTP/1.1~Host: a~X-Bad: a\u0000b~~",
                "400|GET /he%ZZlth HTTP/1.1~Host: a~~",
                "400|POST /api/auth/login HTTP/1.1~Host: a~Content-Type: application/json~Content-Length: -1~~{}",
                "400|POST /api/auth/login HTTP/1.1~Host: a~Content-Type: application/json~Content-Length: 2x~~{}",
                "400|POST /api/auth/login HTTP/1.1~Host: a~Content-Type: application/json~Content-Length: 2~Content-Length: 3~~{}",
                "400|POST /api/auth/login HTTP/1.1~Host: a~Content-Type: application/json~Content-Length: 2~Transfer-Encoding: chunked~~0~~",
                "400|POST /api/auth/login HTTP/1.1~Host: a~Content-Type: application/json~Transfer-Encoding: chunked~~zz~{}~0~~"
            })
    void refusesWhatIsNotHttp(int status, String request) {
        RawHttp.Reply reply = RawHttp.send(port, request.replace("~", "\r\n"));
        assertThat(reply.statuses()).as(reply.text()).isEqualTo(List.of(status));
        assertThat(reply.closed()).isTrue();
        assertRefusal(reply);
    }

    /** What goes by a path, such as its limit, would not know it by another name. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "//api/goals",
                "x:/api/goals",
                "http:/api/goals",
                "/api//goals",
                "/./api/goals",
                "/api/./goals",
                "/x/../api/goals",
                "/api/goals/.",
                "/api/goals/",
                "/api/goals;a=1",
                "/api/%67oals"
            })
    void aRouteHasOneName(String path) {
        RawHttp.Reply reply = RawHttp.send(port, "GET " + path + " HTTP/1.1\r\n" + HOST + "Connection: close\r\n\r\n");
        assertThat(reply.statuses()).as(reply.text()).isEqualTo(List.of(404));
    }

    @Test
    void everyAnswerUnderTheApiTellsItsLimit() {
        RawHttp.Reply reply = RawHttp.send(port, "GET /api/nothing HTTP/1.1\r\n" + HOST + "Connection: close\r\n\r\n");
        assertThat(reply.text())
                .startsWith("HTTP/1.1 404")
                .contains("RateLimit-Policy: 1000000;w=60", "RateLimit-Limit: 1000000", "RateLimit-Remaining: ")
                .containsPattern("RateLimit-Reset: \\d+");
        assertThat(RawHttp.send(port, "GET /health HTTP/1.1\r\n" + HOST + "Connection: close\r\n\r\n")
                        .text())
                .doesNotContain("RateLimit");
    }

    @Test
    void refusesARequestLineThatIsTooLong() {
        assertTooLong(414, "GET /health?x=" + "a".repeat(5_000) + " HTTP/1.1\r\n" + HOST + "\r\n");
    }

    @Test
    void refusesHeadersThatAreTooLong() {
        assertTooLong(431, "GET /health HTTP/1.1\r\n" + HOST + "X-Long: " + "a".repeat(17_000) + "\r\n\r\n");
        assertTooLong(431, "GET /health HTTP/1.1\r\n" + HOST + "X-Many: aaaaaaaaaaaaaa\r\n".repeat(900) + "\r\n");
    }

    @Test
    void refusesABodyThatIsTooLong() {
        String head = "POST /api/auth/login HTTP/1.1\r\n" + HOST + "Content-Type: application/json\r\n";
        assertTooLong(413, head + "Content-Length: 1048577\r\n\r\n" + " ".repeat(1_048_577));
        String chunk = "10000\r\n" + " ".repeat(65_536) + "\r\n";
        assertTooLong(413, head + "Transfer-Encoding: chunked\r\n\r\n" + chunk.repeat(17) + "0\r\n\r\n");
    }

    @Test
    void refusesJsonThatIsTooDeepOrHasTooManyDigits() {
        for (String body : new String[] {"{\"a\":".repeat(100_000), "{\"email\":1" + "0".repeat(900_000) + "}"}) {
            RawHttp.Reply reply = RawHttp.send(
                    port,
                    "POST /api/auth/login HTTP/1.1\r\n" + HOST
                            + "Content-Type: application/json\r\nConnection: close\r\n" + "Content-Length: "
                            + body.length() + "\r\n\r\n" + body);
            assertThat(reply.statuses()).as(reply.text()).containsExactly(400);
        }
    }

    @Test
    void answersPipelinedRequestsOneByOne() {
        String one = "GET /health HTTP/1.1\r\n" + HOST + "\r\n";
        String last = "GET /health HTTP/1.1\r\n" + HOST + "Connection: close\r\n\r\n";
        RawHttp.Reply reply = RawHttp.send(port, one + one + last);
        assertThat(reply.statuses()).containsExactly(200, 200, 200);
        assertThat(reply.closed()).isTrue();
    }

    private void assertTooLong(int status, String request) {
        RawHttp.Reply reply = RawHttp.send(port, request);
        assertThat(reply.statuses()).as(reply.text()).containsExactly(status);
        assertThat(reply.closed()).isTrue();
        assertRefusal(reply);
    }

    private static void assertRefusal(RawHttp.Reply reply) {
        assertThat(reply.text())
                .contains("application/problem+json", "\"code\":", "\"requestId\":")
                .containsIgnoringCase("X-Request-Id: ")
                .containsIgnoringCase("Content-Security-Policy: ")
                .doesNotContainIgnoringCase("\nServer:")
                .doesNotContain("Exception", "io.helidon", "java.");
    }
}
