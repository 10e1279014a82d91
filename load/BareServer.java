import io.helidon.http.HeaderNames;
import io.helidon.webserver.WebServer;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Helidon's web server and nothing else: one route that sends the bytes of a file, on the same kind of socket as
 * members have. What a cached read is held against. Run: {@code java -cp app/target/upcoach.jar load/BareServer.java
 * <port> <file>}.
 */
final class BareServer {
    private BareServer() {}

    public static void main(String[] args) throws Exception {
        byte[] body = Files.readAllBytes(Path.of(args[1]));
        WebServer.builder()
                .host("127.0.0.1")
                .port(Integer.parseInt(args[0]))
                .useNio(false)
                .routing(routing -> routing.get("/ready", (request, response) -> response.send("up"))
                        .get("/bare", (request, response) -> response.header(HeaderNames.CONTENT_TYPE, "application/json")
                                .send(body)))
                .build()
                .start();
    }
}
