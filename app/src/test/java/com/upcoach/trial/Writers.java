package com.upcoach.trial;

import static com.upcoach.Client.json;

import com.upcoach.Client;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * People who make goals, each with two tasks, and tasks of no goal, all with an Idempotency-Key, at any member; who
 * send a request again elsewhere until it is answered, and three of ten even when it was. What was answered is
 * remembered. Thread-safe.
 */
final class Writers {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long PAUSE_MILLIS = 50;

    private final Cluster cluster;
    private final List<Client> people;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch stop = new CountDownLatch(1);
    private final CountDownLatch stopped;

    /** Title of each goal and task that was acknowledged, with the id that the answer gave it. */
    final Map<String, String> acknowledged = new ConcurrentHashMap<>();

    /** Answers to a retry that were not the first answer again. */
    final Queue<String> differing = new ConcurrentLinkedQueue<>();

    /** Statuses that no retry mends: a fault of ours. */
    final Queue<String> wrong = new ConcurrentLinkedQueue<>();

    /** Titles of what nobody acknowledged within the writers' patience. */
    final Queue<String> givenUp = new ConcurrentLinkedQueue<>();

    /** How long each attempt that was answered took, in ms. */
    final Queue<Long> attempts = new ConcurrentLinkedQueue<>();

    /** Attempts that were sent again, by what they met. */
    final Map<String, LongAdder> failures = new ConcurrentHashMap<>();

    final AtomicLong retries = new AtomicLong();

    Writers(Cluster cluster, int people) {
        this.cluster = cluster;
        List<Client> registered = new ArrayList<>();
        for (int i = 0; i < people; i++) {
            registered.add(Client.registeredAtLast(cluster.anyBase()));
        }
        this.people = List.copyOf(registered);
        this.stopped = new CountDownLatch(people);
    }

    List<Client> people() {
        return people;
    }

    void start() {
        people.forEach(person -> threads.execute(() -> {
            try {
                while (stop.getCount() > 0) {
                    make(person);
                }
            } finally {
                stopped.countDown();
            }
        }));
    }

    /** Lets everyone finish what they have begun. */
    void finish() throws InterruptedException {
        stop.countDown();
        stopped.await();
        threads.shutdown();
    }

    /** What is to be made: several rows in a transaction, or one in a statement. */
    private record Wish(String path, String title, String body) {
        /** Completed ones take no room in a plan, and there are many. */
        static Wish goal(String title) {
            return new Wish(
                    "/api/goals",
                    title,
                    "{\"title\":\"%s\",\"status\":\"completed\",\"tasks\":[{\"title\":\"a\"},{\"title\":\"b\"}]}"
                            .formatted(title));
        }

        static Wish task(String title) {
            return new Wish("/api/tasks", title, "{\"title\":\"%s\"}".formatted(title));
        }
    }

    private void make(Client person) {
        String title = UUID.randomUUID().toString();
        Wish wish = ThreadLocalRandom.current().nextBoolean() ? Wish.goal(title) : Wish.task(title);
        long giveUpAt = System.nanoTime() + PATIENCE.toNanos();
        String first = "";
        while (first.isEmpty()) {
            if (System.nanoTime() > giveUpAt) {
                givenUp.add(title);
                return;
            }
            first = attempt(person, wish);
        }
        acknowledged.put(title, id(first));
        if (ThreadLocalRandom.current().nextInt(10) < 3) {
            retry(person, wish, first);
        }
    }

    private void retry(Client person, Wish wish, String first) {
        retries.incrementAndGet();
        String again = attempt(person, wish);
        if (!again.isEmpty() && !again.equals(first)) {
            differing.add(wish.title);
        }
    }

    /** Returns the body of a 201, or nothing when another attempt is due. */
    private String attempt(Client person, Wish wish) {
        long start = System.nanoTime();
        try {
            HttpResponse<String> answer =
                    person.send(cluster.anyBase(), "POST", wish.path, wish.body, "Idempotency-Key", wish.title);
            attempts.add((System.nanoTime() - start) / 1_000_000);
            switch (answer.statusCode()) {
                case 201 -> {
                    return answer.body();
                }
                case 409, 503 -> failed(json(answer).get("code").asText());
                default -> wrong.add(answer.statusCode() + " " + answer.body());
            }
        } catch (UncheckedIOException e) {
            failed("no answer");
        }
        breathe();
        return "";
    }

    private void failed(String why) {
        failures.computeIfAbsent(why, unknown -> new LongAdder()).increment();
    }

    private void breathe() {
        try {
            if (stop.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS)) {
                Thread.onSpinWait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String id(String made) {
        return made.substring(7, 43);
    }
}
