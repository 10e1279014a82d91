import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * What a member does when more is asked of it than it can do. First the most it answers, by clients that wait for each
 * answer, more and more of them until some are refused; then an open model: arrivals of a Poisson process at a multiple
 * of that rate, which do not wait for anybody, each timed from when it was to be sent. Run: {@code java
 * load/Overload.java <port> <file of tokens> <write|mix|read> <multiple> <seconds>}.
 */
final class Overload {
    private static final int[] CLIENTS = {8, 16, 32, 64};

    /** When more are refused, what is left is another mix: the dear ones are missing. */
    private static final double ANSWERED = 0.99;

    private static final int MAX_CONNECTIONS = 4_000;

    private final Connections connections;
    private final List<String> tokens;
    private final String scenario;
    private final SplittableRandom random = new SplittableRandom(1);

    private Overload(int port, List<String> tokens, String scenario) {
        this.connections = new Connections(port, MAX_CONNECTIONS);
        this.tokens = tokens;
        this.scenario = scenario;
    }

    public static void main(String[] args) throws Exception {
        Overload load = new Overload(Integer.parseInt(args[0]), Files.readAllLines(Path.of(args[1])), args[2]);
        double multiple = Double.parseDouble(args[3]);
        Duration time = Duration.ofSeconds(Integer.parseInt(args[4]));
        double peak = load.peak();
        load.open(0.5 * peak, time.dividedBy(2)).print("at half of it", peak);
        Seen rush = load.open(multiple * peak, time);
        rush.print("at " + multiple + " times", peak);
        rush.printSeconds();
        load.open(0.5 * peak, time.dividedBy(2)).print("at half again", peak);
    }

    private double peak() throws InterruptedException {
        closed(16, Duration.ofSeconds(30));
        double peak = 0;
        for (int clients : CLIENTS) {
            Rate rate = closed(clients, Duration.ofSeconds(4));
            System.out.printf(
                    Locale.ROOT, "%d clients: %.0f a second, %.2f of them answered%n", clients, rate.all, rate.answered);
            if (rate.answered >= ANSWERED) {
                peak = Math.max(peak, rate.all * rate.answered);
            }
        }
        return peak;
    }

    /** Requests a second, and the share of them that was answered and not refused. */
    private record Rate(double all, double answered) {}

    private Rate closed(int clients, Duration time) throws InterruptedException {
        AtomicInteger all = new AtomicInteger();
        AtomicInteger good = new AtomicInteger();
        long begin = System.nanoTime();
        long end = begin + time.toNanos();
        try (ExecutorService users = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < clients; i++) {
                SplittableRandom choice = random.split();
                users.execute(() -> {
                    while (System.nanoTime() < end) {
                        all.incrementAndGet();
                        if (connections.ask(request(choice)) / 100 == 2) {
                            good.incrementAndGet();
                        }
                    }
                });
            }
        }
        return new Rate(all.get() * 1e9 / (System.nanoTime() - begin), good.doubleValue() / all.get());
    }

    private Seen open(double rate, Duration time) throws InterruptedException {
        Queue<Seen.Answer> answers = new ConcurrentLinkedQueue<>();
        AtomicBoolean over = new AtomicBoolean();
        Queue<Seen.Answer> probes = new ConcurrentLinkedQueue<>();
        try (ExecutorService users = Executors.newVirtualThreadPerTaskExecutor()) {
            users.execute(() -> probe(over, probes));
            long begin = System.nanoTime();
            double next = begin;
            double end = next + time.toNanos();
            while (next < end) {
                next += -Math.log(1 - random.nextDouble()) * 1e9 / rate;
                long due = (long) next;
                byte[] request = request(random);
                while (System.nanoTime() < due) {
                    LockSupport.parkNanos(due - System.nanoTime());
                }
                int second = (int) ((due - begin) / 1_000_000_000);
                users.execute(() -> answers.add(new Seen.Answer(
                        second, connections.ask(request), System.nanoTime() - due, request[0] == 'P')));
            }
            over.set(true);
        }
        return new Seen(rate, time, List.copyOf(answers), List.copyOf(probes));
    }

    private void probe(AtomicBoolean over, Queue<Seen.Answer> probes) {
        while (!over.get()) {
            long begin = System.nanoTime();
            int status = connections.askApart(bytes("GET", "/health", "", ""));
            probes.add(new Seen.Answer(0, status, System.nanoTime() - begin, false));
            LockSupport.parkNanos(50_000_000);
        }
    }

    private byte[] request(SplittableRandom choice) {
        String token = tokens.get(choice.nextInt(tokens.size()));
        boolean write = scenario.equals("write") || scenario.equals("mix") && choice.nextInt(10) == 0;
        if (write) {
            return bytes("POST", "/api/tasks", token, "{\"title\":\"Under load\"}");
        }
        boolean tasks = scenario.equals("mix") && choice.nextBoolean();
        return bytes("GET", tasks ? "/api/tasks?limit=20" : "/api/goals?limit=20", token, "");
    }

    private static byte[] bytes(String method, String path, String token, String body) {
        String head = method + " " + path + " HTTP/1.1\r\nHost: localhost\r\n"
                + (token.isEmpty() ? "" : "Authorization: Bearer " + token + "\r\n")
                + (body.isEmpty() ? "" : "Content-Type: application/json\r\nContent-Length: " + body.length() + "\r\n");
        return (head + "\r\n" + body).getBytes(StandardCharsets.ISO_8859_1);
    }
}
