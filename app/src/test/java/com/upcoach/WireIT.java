package com.upcoach;

import static org.assertj.core.api.Assertions.assertThat;

import com.upcoach.http.ApiServer;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.WebServerConfig;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.testing.junit5.ServerTest;
import io.helidon.webserver.testing.junit5.SetUpRoute;
import io.helidon.webserver.testing.junit5.SetUpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
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

    /** {@code ~} begins an escape of JSON by its code; all others are those of Java, a byte each. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "400|duplicate-field|{\"email\":\"a\",\"email\":\"b\"}",
                "400|duplicate-field|{\"email\":\"a\",\"~0065mail\":\"b\"}",
                "400|duplicate-field|{\"a\":{\"b\":1,\"b\":1}}",
                "400|malformed-json|{\"email\":\"\\377\"}",
                "400|malformed-json|{\"email\":\"\\300\\257\"}",
                "400|malformed-json|{\"email\":\"\\355\\240\\200\"}",
                "400|malformed-json|{\"email\":\"\\364\\220\\200\\200\"}",
                "400|malformed-json|{\"email\":\"\\342\\202\"}",
                "400|wrong-type|{\"email\":\"~d800\"}",
                "400|wrong-type|{\"email\":\"~dc00~d800\"}",
                "400|unknown-field|{\"~d800\":1}",
                "400|wrong-type|{\"email\":\"a~0000b\"}",
                "400|unknown-field|{\"email~0000\":\"a\"}",
                "400|malformed-json|{\"email\":\"a\\0b\"}",
                "400|malformed-json|{\"email\":\"a\\nb\"}",
                "400|malformed-json|\\0{}",
                "400|malformed-json|{}\\0",
                "400|malformed-json|\\357\\273\\277{}",
                "400|malformed-json|\\377\\376{\\0}\\0",
                "400|malformed-json|\\0{\\0}",
                "400|malformed-json|{}{}",
                "400|malformed-json|{\"email\":\"a\"",
                "400|malformed-json|{'email':'a'}",
                "400|malformed-json|{/**/}",
                "400|malformed-json|{\"email\":NaN}",
                "400|malformed-json|{\"email\":01}",
                "400|malformed-json|[{}]",
                "400|malformed-json|null",
                "400|body-missing|\\40\\n",
                "400|wrong-type|{\"email\":1e999999999}",
                "400|wrong-type|{\"email\":{}}"
            })
    void refusesWhatIsNotJsonOrNotText(int status, String code, String body) {
        assertRefused(status, code, "", body.replace("~", "\\\\u").translateEscapes());
    }

    @Test
    void refusesJsonThatIsTooDeepOrHasTooManyDigitsOrNames() {
        String names =
                IntStream.range(0, 60_000).mapToObj(i -> "\"" + i + "\":0").collect(Collectors.joining(","));
        assertRefused(400, "malformed-json", "", "{\"a\":".repeat(100_000));
        assertRefused(400, "malformed-json", "", "[".repeat(1_000_000));
        assertRefused(400, "malformed-json", "", "{\"email\":1" + "0".repeat(1_000_000) + "}");
        assertRefused(400, "malformed-json", "", "{\"email\":0." + "1".repeat(1_000_000) + "}");
        assertRefused(400, "unknown-field", "", "{" + names + "}");
    }

    /** A body is never unpacked, so none can grow. */
    @ParameterizedTest
    @ValueSource(strings = {"gzip", "GZIP", "x-gzip", "deflate", "br", "zstd", "gzip, gzip", "identity, gzip"})
    void refusesACompressedBody(String coding) throws IOException {
        ByteArrayOutputStream bomb = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(bomb)) {
            out.write(new byte[50_000_000]);
        }
        String body = bomb.toString(StandardCharsets.ISO_8859_1);
        assertRefused(415, "unsupported-media-type", "Content-Encoding: " + coding + "\r\n", body);
    }

    private void assertRefused(int status, String code, String header, String body) {
        String head = "POST /api/auth/login HTTP/1.1\r\n" + HOST + header
                + "Content-Type: application/json\r\nConnection: close\r\nContent-Length: ";
        RawHttp.Reply reply = RawHttp.send(port, head + body.length() + "\r\n\r\n" + body);
        assertThat(reply.statuses()).as(reply.text()).containsExactly(status);
        assertThat(reply.text()).contains("\"code\":\"" + code + "\"");
        reply.assertRefusal();
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
        reply.assertRefusal();
    }
}
