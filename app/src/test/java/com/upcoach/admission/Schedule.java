package com.upcoach.admission;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

/**
 * Requests of a few clients under one quota, many of them about the end of a window or of a second. The seed decides
 * everything.
 *
 * @param name tells schedules apart, and says what a limiter of one must know: id, permits and window in ms
 * @param steps in the order of their times
 */
record Schedule(String name, Quota quota, List<Step> steps) {
    /** Addresses, households, what proxies and liars make of them, and people, who are counted wherever they are. */
    private static final List<List<String>> CLIENTS = List.of(
            address("198.51.100.7"),
            address("::ffff:198.51.100.7"),
            address("203.0.113.9, 198.51.100.8"),
            address("198.51.100.8, 203.0.113.9"),
            address("2001:db8:0:1::1"),
            address("2001:db8:0:ff:1::2"),
            address("2001:db8:0:101::1"),
            person(1, "198.51.100.7"),
            person(1, "2001:db8:0:1::1"),
            person(2, "198.51.100.7"));

    /**
     * One request.
     *
     * @param now when it comes, in ms since the epoch
     * @param client the headers that say whose it is
     */
    record Step(long now, List<String> client) {}

    static Schedule of(long seed) {
        Random random = new Random(seed);
        Quota quota = new Quota(permits(random), Duration.ofSeconds(1 + random.nextInt(60)));
        String name = "%d/%d/%d".formatted(seed, quota.permits(), quota.window().toMillis());
        return new Schedule(name, quota, steps(random, quota));
    }

    /** 1–20, small ones more often: they are used up. */
    private static int permits(Random random) {
        return 1 + random.nextInt(1 + random.nextInt(20));
    }

    private static List<Step> steps(Random random, Quota quota) {
        List<List<String>> clients = random.ints(1L + random.nextInt(3), 0, CLIENTS.size())
                .mapToObj(CLIENTS::get)
                .toList();
        Map<List<String>, Long> ends = new HashMap<>();
        List<Step> steps = new ArrayList<>();
        long now = 1_700_000_000_000L + random.nextInt(1_000_000);
        for (int left = 10 + random.nextInt(40); left > 0; left--) {
            List<String> client = clients.get(random.nextInt(clients.size()));
            now = Math.max(now, next(random, quota, now, ends.getOrDefault(client, now)));
            if (ends.getOrDefault(client, now) <= now) {
                ends.put(client, now + quota.window().toMillis());
            }
            steps.add(new Step(now, client));
        }
        return steps;
    }

    private static long next(Random random, Quota quota, long now, long end) {
        int window = (int) quota.window().toMillis();
        return switch (random.nextInt(20)) {
            case 0 -> now + random.nextInt(3 * window);
            case 1, 2 -> end + random.nextInt(-1, 2);
            case 3, 4 -> end - 1_000L * random.nextInt(1 + window / 1_000) + random.nextInt(-1, 2);
            case 5, 6, 7, 8 -> now + random.nextInt(window / quota.permits());
            default -> now;
        };
    }

    /** Returns the steps up to one, with it. */
    List<Step> until(int step) {
        return steps.subList(0, step + 1);
    }

    private static List<String> address(String forwardedFor) {
        return List.of("X-Forwarded-For", forwardedFor);
    }

    private static List<String> person(long id, String forwardedFor) {
        return List.of("X-Forwarded-For", forwardedFor, "X-Person", new UUID(0, id).toString());
    }
}
