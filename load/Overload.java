import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
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
import java.util.stream.Stream;

/**
 * What a member does when more is asked of it than it can do. First the most it answers, by clients that wait for each
 * answer, more and more of them until some are refused; then an open model: arrivals of a Poisson process at a multiple of that rate, which do
 * not wait for anybody, each timed from when it was to be sent. One TCP connection a waiting request.
 * Run: {@code java load/Overload.java <port> <file of tokens> <write|mix|read> <multiple> <seconds>}.
 */
final class Overload {
    private static final int[] CLIENTS = {8, 16, 32, 64};
    private static final Duration GOOD = Duration.ofMillis(500);

    /** When more are refused, what is left is another mix: the dear ones are missing. */
    private static final double ANSWERED = 0.99;

    private static final int MAX_CONNECTIONS = 4_000;
    private static final int PATIENCE_MILLIS = 10_000;

    private final int port;
    private final List<String> tokens;
    private final String scenario;
    private final SplittableRandom random = new SplittableRandom(1);
    private final Queue<Connection> idle = new ConcurrentLinkedQueue<>();
    private final AtomicInteger open = new AtomicInteger();

    private Overload(int port, List<String> tokens, String scenario) {
        this.port = port;
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

    /**
     * One answer.
     *
     * @param second in which it was to be asked for, from the first
     * @param status 0 when there was none
     * @param nanos since it was to be asked for
     */
    private record Answer(int second, int status, long nanos, boolean write) {}

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
                        if (ask(request(choice)) / 100 == 2) {
                            good.incrementAndGet();
                        }
                    }
                });
            }
        }
        return new Rate(all.get() * 1e9 / (System.nanoTime() - begin), good.doubleValue() / all.get());
    }

    private Seen open(double rate, Duration time) throws InterruptedException {
        Queue<Answer> answers = new ConcurrentLinkedQueue<>();
        AtomicBoolean over = new AtomicBoolean();
        Queue<Answer> probes = new ConcurrentLinkedQueue<>();
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
                users.execute(
                        () -> answers.add(new Answer(second, ask(request), System.nanoTime() - due, request[0] == 'P')));
            }
            over.set(true);
        }
        return new Seen(rate, time, List.copyOf(answers), List.copyOf(probes));
    }

    private void probe(AtomicBoolean over, Queue<Answer> probes) {
        while (!over.get()) {
            long begin = System.nanoTime();
            int status = askApart(bytes("GET", "/health", "", ""));
            probes.add(new Answer(0, status, System.nanoTime() - begin, false));
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

    /** Returns the status; 0 when there is no connection, as so many are open, or it broke. */
    private int ask(byte[] request) {
        Connection connection = idle.poll();
        try {
            if (connection == null) {
                if (open.incrementAndGet() > MAX_CONNECTIONS) {
                    open.decrementAndGet();
                    return 0;
                }
                connection = connect();
            }
            int status = connection.ask(request);
            if (connection.ends) {
                open.decrementAndGet();
                connection.socket.close();
            } else {
                idle.add(connection);
            }
            return status;
        } catch (IOException e) {
            open.decrementAndGet();
            return 0;
        }
    }

    /** By a connection of its own, as probes have. */
    private int askApart(byte[] request) {
        try {
            Connection connection = connect();
            int status = connection.ask(request);
            connection.socket.close();
            return status;
        } catch (IOException e) {
            return 0;
        }
    }

    private Connection connect() throws IOException {
        Socket socket = new Socket();
        socket.connect(new InetSocketAddress("127.0.0.1", port), PATIENCE_MILLIS);
        socket.setSoTimeout(PATIENCE_MILLIS);
        return new Connection(socket);
    }

    private static final class Connection {
        private final Socket socket;
        private final InputStream in;

        /** Whether the last answer was its last. */
        private boolean ends;

        Connection(Socket socket) throws IOException {
            this.socket = socket;
            socket.setTcpNoDelay(true);
            this.in = new BufferedInputStream(socket.getInputStream(), 16_384);
        }

        int ask(byte[] request) throws IOException {
            try {
                socket.getOutputStream().write(request);
                String status = line();
                int length = 0;
                for (String line = line(); !line.isEmpty(); line = line()) {
                    if (line.regionMatches(true, 0, "content-length:", 0, 15)) {
                        length = Integer.parseInt(line.substring(15).trim());
                    }
                    ends |= line.equalsIgnoreCase("connection: close");
                }
                in.skipNBytes(length);
                return Integer.parseInt(status.substring(9, 12));
            } catch (IOException | RuntimeException e) {
                socket.close();
                throw new IOException(e);
            }
        }

        private String line() throws IOException {
            StringBuilder line = new StringBuilder();
            for (int c = in.read(); c != '\n'; c = in.read()) {
                if (c < 0) {
                    throw new EOFException();
                }
                if (c != '\r') {
                    line.append((char) c);
                }
            }
            return line.toString();
        }
    }

    private record Seen(double rate, Duration time, List<Answer> answers, List<Answer> probes) {
        void print(String name, double peak) {
            double seconds = time.toMillis() / 1e3;
            long good = of(200).filter(answer -> answer.nanos <= GOOD.toNanos()).count();
            System.out.printf(
                    Locale.ROOT,
                    "%s, %.0f a second: goodput %.0f a second, %.2f of the most%n",
                    name,
                    rate,
                    good / seconds,
                    good / seconds / peak);
            System.out.printf(
                    Locale.ROOT,
                    "  2xx %d (%d writes), %s; 503 %d, %s; others %d; no answer %d%n",
                    of(200).count(),
                    of(200).filter(Answer::write).count(),
                    spread(times(200)),
                    of(503).count(),
                    spread(times(503)),
                    answers.size() - of(200).count() - of(503).count() - of(0).count(),
                    of(0).count());
            System.out.printf(
                    "  /health asked %d times, %d refused, %s%n",
                    probes.size(),
                    probes.stream().filter(answer -> answer.status != 200).count(),
                    spread(probes.stream().mapToLong(Answer::nanos).sorted().toArray()));
        }

        /** What became of those who came in each second: a rush is another thing at first than when it lasts. */
        void printSeconds() {
            for (int second = 0; second < time.toSeconds(); second++) {
                int at = second;
                Seen seen = new Seen(
                        rate,
                        Duration.ofSeconds(1),
                        answers.stream().filter(answer -> answer.second == at).toList(),
                        List.of());
                System.out.printf(
                        "  second %d: 2xx %d, %s; 503 %d, %s; no answer %d%n",
                        second + 1,
                        seen.of(200).count(),
                        spread(seen.times(200)),
                        seen.of(503).count(),
                        spread(seen.times(503)),
                        seen.of(0).count());
            }
        }

        private Stream<Answer> of(int status) {
            return answers.stream()
                    .filter(answer -> status == 200 ? answer.status / 100 == 2 : answer.status == status);
        }

        private long[] times(int status) {
            return of(status).mapToLong(Answer::nanos).sorted().toArray();
        }

        private static String spread(long[] nanos) {
            return nanos.length == 0
                    ? "-"
                    : String.format(Locale.ROOT, "p50 %.0f p99 %.0f ms", at(nanos, 0.5), at(nanos, 0.99));
        }

        private static double at(long[] sorted, double share) {
            return sorted[(int) Math.ceil(sorted.length * share) - 1] / 1e6;
        }
    }
}
