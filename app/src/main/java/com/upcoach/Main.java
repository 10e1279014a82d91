package com.upcoach;

import com.upcoach.failure.StartFailure;
import com.upcoach.log.Logs;
import io.helidon.config.Config;
import io.helidon.logging.common.LogConfig;
import io.helidon.webserver.WebServer;
import java.util.Optional;

/** Runs one member until SIGTERM. Exits with 1 and one line on stderr when it cannot start. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        long start = System.nanoTime();
        Logs.configure(Logs.Format.TEXT);
        LogConfig.configureRuntime();
        Shutdown shutdown = Shutdown.of(Thread.currentThread());
        try {
            Settings settings = Settings.of(Main::lookup);
            Logs.configure(settings.log().format());
            Member member = Member.start(settings);
            WebServer server = member.serve(settings.http());
            System.out.printf(
                    "upcoach: %s serves on port %d, admin on %d, after %d ms%n",
                    settings.grid().member(), server.port(), server.port("admin"), millisSince(start));
            if (!shutdown.by(() -> stop(member))) {
                Thread.interrupted();
                stop(member);
            }
        } catch (StartFailure e) {
            System.err.println("upcoach: " + e.getMessage());
            if (shutdown.by(() -> {})) {
                System.exit(1);
            }
        }
    }

    /** The one order of a stop: nobody new, nobody waiting, leases back, out of the grid, database. */
    private static void stop(Member member) {
        long start = System.nanoTime();
        int left = member.drain();
        System.out.printf("upcoach: drained after %d ms, %d connections left%n", millisSince(start), left);
        member.close();
        System.out.printf("upcoach: stopped after %d ms%n", millisSince(start));
    }

    private static long millisSince(long start) {
        return (System.nanoTime() - start) / 1_000_000;
    }

    /** Finds a setting where operators may put it. */
    static Optional<String> lookup(String variable) {
        String property = Settings.property(variable);
        return Optional.ofNullable(System.getProperty(property))
                .or(() -> Optional.ofNullable(System.getenv(variable)))
                .or(() -> File.CONFIG.get(property).asString().asOptional());
    }

    /** Optional application.yaml of the working directory or class path, read when first asked. */
    private static final class File {
        static final Config CONFIG = Config.builder()
                .disableEnvironmentVariablesSource()
                .disableSystemPropertiesSource()
                .build();
    }
}
