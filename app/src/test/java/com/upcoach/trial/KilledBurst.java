package com.upcoach.trial;

import com.upcoach.Client;
import com.upcoach.MemberProcess;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A burst in whose middle a member is killed.
 *
 * @param admitted answers of 200, the stragglers afterwards among them
 * @param unanswered requests that had no answer, which may have been admitted
 */
record KilledBurst(long admitted, long unanswered) {
    static KilledBurst run(Cluster cluster, Client person, int requests) throws InterruptedException {
        List<String> bases = cluster.members().stream().map(MemberProcess::base).toList();
        MemberProcess victim = cluster.randomMember();
        int when = ThreadLocalRandom.current().nextInt(requests / 2);
        AtomicInteger sent = new AtomicInteger();
        Crowd burst = Crowd.of(requests, number -> {
            if (sent.incrementAndGet() == when) {
                killed(cluster, victim);
            }
            return person.get(bases.get(number % bases.size()), "/api/goals");
        });
        // Whoever had no luck with the dead tries the others: what is left is admitted now.
        List<String> left = cluster.members().stream().map(MemberProcess::base).toList();
        Crowd after = Crowd.of(requests, Crowd.goals(person, left));
        return new KilledBurst(
                burst.of(200) + after.of(200), burst.of(Crowd.NO_ANSWER, 503) + after.of(Crowd.NO_ANSWER, 503));
    }

    private static void killed(Cluster cluster, MemberProcess victim) {
        try {
            cluster.kill(victim);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
