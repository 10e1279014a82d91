package com.upcoach.admission.lease;

import com.upcoach.admission.Admission;
import com.upcoach.admission.Quota;
import com.upcoach.admission.Subject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * One counter and members that ask it, in a time of its own: asks are lost, come late, come twice and overtake one
 * another, answers are lost, members die and come back. A counter that is lost with its backup, ceilings, evictions and
 * resets are not simulated: see {@link LimiterTest}. The seed decides everything. For one thread.
 */
final class LeaseSimulation {
    private static final int MEMBERS = 3;
    private static final long MILLI = 1_000_000;
    private static final SubjectId ID = new SubjectId(1, 2);

    /** What may happen. */
    enum Weather {
        /** Nothing is lost. */
        CALM,
        /** Messages are lost, late and doubled; members die. */
        STORM
    }

    /** A deliberate fault that the simulation must find. */
    enum Fault {
        NONE,
        /** The owner takes no note of what it grants until it is told that it was spent. */
        NOT_DEBITED,
        /** Asks are carried out in whatever order they come. */
        NO_FENCE,
        /** Each ask makes the window longer. */
        WINDOW_RESTARTS,
        /** The member goes on to spend while it gives back. */
        SPENDS_WHILE_ASKING
    }

    private final Random random;
    private final Weather weather;
    private final Fault fault;
    private final Quota quota;
    private final List<Member> members = new ArrayList<>();
    private final List<Message> messages = new ArrayList<>();
    private final Map<Long, Integer> admittedByWindow = new HashMap<>();
    private final List<String> faults = new ArrayList<>();
    private @Nullable Counter counter;
    private long now = 1_000_000;
    private long nextHolder = 1;
    private long sequence;
    private long opened;

    private LeaseSimulation(long seed, Weather weather, Fault fault) {
        this.random = new Random(seed);
        this.weather = weather;
        this.fault = fault;
        this.quota = new Quota(1 + random.nextInt(40), Duration.ofSeconds(1 + random.nextInt(3)));
        for (int i = 0; i < MEMBERS; i++) {
            members.add(new Member(nextHolder++));
        }
    }

    /** Returns what went wrong in so many steps. */
    static List<String> run(long seed, int steps, Weather weather, Fault fault) {
        LeaseSimulation simulation = new LeaseSimulation(seed, weather, fault);
        for (int i = 0; i < steps; i++) {
            simulation.step();
        }
        return simulation.faults;
    }

    /**
     * Lets more requests come than there are permits, in one window without losses, and returns how many were admitted.
     */
    static int[] demandBeyondTheQuota(long seed) {
        LeaseSimulation simulation = new LeaseSimulation(seed, Weather.CALM, Fault.NONE);
        int admitted = 0;
        for (int i = 0; i < 3 * simulation.quota.permits() + 10; i++) {
            admitted += simulation.requestToTheEnd(simulation.anyMember()) ? 1 : 0;
        }
        return new int[] {admitted, simulation.quota.permits()};
    }

    private void step() {
        switch (random.nextInt(weather == Weather.STORM ? 12 : 8)) {
            case 0, 1, 2 -> anyMember().request();
            case 3, 4 -> deliver();
            case 5 -> anyMember().giveBack();
            case 6 -> now += random.nextInt(5);
            case 7 ->
                now += random.nextInt(10) == 0
                        ? random.nextInt((int) quota.window().toMillis() + 50)
                        : 1;
            case 8 -> lose();
            case 9 -> repeat();
            case 10 -> anyMember().giveUp();
            default -> die();
        }
    }

    private Member anyMember() {
        return members.get(random.nextInt(members.size()));
    }

    private void deliver() {
        if (!messages.isEmpty()) {
            // In calm weather, too, messages of different members overtake one another.
            carryOut(messages.remove(random.nextInt(messages.size())));
        }
    }

    private void lose() {
        if (!messages.isEmpty() && random.nextInt(4) == 0) {
            messages.remove(random.nextInt(messages.size()));
        }
    }

    private void repeat() {
        if (!messages.isEmpty() && random.nextInt(4) == 0) {
            Message message = messages.get(random.nextInt(messages.size()));
            messages.add(new Message(message.from, message.ask, message.sent, message.cost, true));
        }
    }

    private void die() {
        if (random.nextInt(5) == 0) {
            members.set(random.nextInt(members.size()), new Member(nextHolder++));
        }
    }

    private void carryOut(Message message) {
        Ask ask = fault == Fault.NO_FENCE
                ? new Ask(
                        message.ask.holder(),
                        ++sequence,
                        message.ask.since(),
                        message.ask.windowEnd(),
                        message.ask.spent(),
                        message.ask.least(),
                        message.ask.want(),
                        message.ask.permits(),
                        message.ask.windowMillis(),
                        message.ask.members())
                : message.ask;
        boolean began = counter == null || !counter.isLive(now);
        Counter.ask(counter, ID, ask, now).ifPresent(outcome -> {
            if (!outcome.after().holdings().isEmpty()) {
                counter = faulty(outcome.after(), outcome.grant());
                opened = began ? now : opened;
            }
            if (!message.copy) {
                message.from.answered(message, outcome.grant());
            }
        });
        if (counter != null && counter.windowEnd() - opened > quota.window().toMillis()) {
            faults.add("the window became longer");
        }
    }

    private Counter faulty(Counter after, Grant grant) {
        return switch (fault) {
            case NOT_DEBITED ->
                new Counter(
                        ID,
                        after.windowEnd(),
                        after.told(),
                        after.holdings().stream()
                                .map(h -> h.granted() == grant.granted()
                                        ? new Holding(h.holder(), h.sequence(), h.spent(), grant.spent(), h.open())
                                        : h)
                                .toList());
            case WINDOW_RESTARTS -> new Counter(ID, now + quota.window().toMillis(), after.told(), after.holdings());
            default -> after;
        };
    }

    private void admitted(long windowEnd) {
        int count = admittedByWindow.merge(windowEnd, 1, Integer::sum);
        if (count > quota.permits()) {
            faults.add(count + " of " + quota.permits() + " admitted");
        }
    }

    private boolean requestToTheEnd(Member member) {
        int before =
                admittedByWindow.values().stream().mapToInt(Integer::intValue).sum();
        for (int attempt = 0; attempt < 4; attempt++) {
            member.request();
            while (!messages.isEmpty()) {
                deliver();
            }
            int after = admittedByWindow.values().stream()
                    .mapToInt(Integer::intValue)
                    .sum();
            if (after > before) {
                return true;
            }
            // What the limiter does when others hold permits.
            for (Member other : members) {
                other.giveBack();
            }
            while (!messages.isEmpty()) {
                deliver();
            }
        }
        return false;
    }

    private record Message(Member from, Ask ask, long sent, int cost, boolean copy) {}

    private final class Member {
        private final long holder;
        private final Share share = new Share();
        private long windowEnd;
        private boolean asking;

        Member(long holder) {
            this.holder = holder;
        }

        void request() {
            Optional<Admission> held = share.spend(1, quota, now * MILLI);
            if (held.isPresent()) {
                if (held.get() instanceof Admission.Granted) {
                    admitted(windowEnd);
                }
            } else {
                ask(1);
            }
        }

        void giveBack() {
            if (share.hasUnspent(now * MILLI)) {
                ask(0);
            }
        }

        private void ask(int least) {
            if (!asking && members.contains(this)) {
                Optional<Ask> ask = share.ask(least, true, quota, new Identity(holder), () -> ++sequence, now * MILLI);
                asking = fault != Fault.SPENDS_WHILE_ASKING || least > 0;
                messages.add(new Message(this, ask.orElseThrow(), now, least, false));
                if (fault == Fault.SPENDS_WHILE_ASKING && least == 0) {
                    admitted(windowEnd);
                }
            }
        }

        /** As when an answer does not come in time: another ask may follow while the first is under way. */
        void giveUp() {
            asking = false;
        }

        void answered(Message message, Grant grant) {
            boolean current = asking && message.ask.sequence() == lastOf(message);
            if (current && members.contains(this)) {
                asking = false;
                windowEnd = grant.windowEnd();
                Admission admission = share.take(grant, message.cost, quota, message.sent * MILLI, now * MILLI);
                if (message.cost > 0 && admission instanceof Admission.Granted) {
                    admitted(windowEnd);
                }
            }
        }

        /** An answer is taken only while its ask is the one that is waited for. */
        private long lastOf(Message message) {
            return messages.stream()
                    .filter(other -> other.from == this && !other.copy)
                    .mapToLong(other -> other.ask.sequence())
                    .max()
                    .orElse(message.ask.sequence());
        }
    }

    private record Identity(long holder) implements Ledger {
        @Override
        public int members() {
            return MEMBERS;
        }

        @Override
        public Optional<Grant> ask(Subject subject, Ask ask) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<Long> present(List<Long> holders) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean recall(Subject subject, Collection<Long> holders) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void tell(Subject subject, Grant grant) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<Grant> read(Subject subject) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void reset(Subject subject) {
            throw new UnsupportedOperationException();
        }
    }
}
