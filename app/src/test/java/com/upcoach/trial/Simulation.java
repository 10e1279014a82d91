package com.upcoach.trial;

import com.upcoach.trial.Operation.Exchange;
import com.upcoach.trial.Operation.Outcome;
import com.upcoach.trial.Operation.Read;
import com.upcoach.trial.Operation.Write;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;

/**
 * Clients that read and write one register at random times, each one operation after the other; some of their writes
 * end with an unknown outcome. The seed decides everything. For one thread.
 */
final class Simulation {
    static final Register INITIAL = new Register(1, "initial");

    private final Random random;
    private final Fault fault;
    private final long[] versionsSeen;
    private final PriorityQueue<Turn> turns = new PriorityQueue<>(Comparator.comparingLong(Turn::effect));
    private final List<Register> states = new ArrayList<>(List.of(INITIAL));
    private final List<Write> delayed = new ArrayList<>();
    private final List<Operation> history = new ArrayList<>();

    private Simulation(long seed, int clients, Fault fault) {
        random = new Random(seed);
        this.fault = fault;
        versionsSeen = new long[clients];
        for (int client = 0; client < clients; client++) {
            versionsSeen[client] = INITIAL.version();
            turns.add(turn(client, 0));
        }
    }

    /** The history, in no order, of so many operations. */
    static List<Operation> history(long seed, int clients, int operations, Fault fault) {
        return new Simulation(seed, clients, fault).run(operations);
    }

    private List<Operation> run(int operations) {
        while (history.size() < operations) {
            if (!delayed.isEmpty() && random.nextInt(5) == 0) {
                applied(delayed.removeLast());
            }
            Turn turn = turns.remove();
            history.add(random.nextInt(3) == 0 ? write(turn) : turn.answered(read(turn.client())));
            turns.add(turn(turn.client(), turn.returned()));
        }
        Collections.shuffle(history, random);
        return history;
    }

    private Turn turn(int client, long from) {
        long invoked = from + 1 + random.nextInt(1_000);
        long effect = invoked + 1 + random.nextInt(1_000);
        return new Turn(client, invoked, effect, effect + 1 + random.nextInt(1_000));
    }

    private Read read(int client) {
        boolean stale = fault == Fault.STALE_READS && random.nextInt(10) == 0;
        Register observed = states.get(Math.max(0, states.size() - (stale ? 3 : 1)));
        versionsSeen[client] = observed.version();
        return new Read(observed.version(), observed.value());
    }

    private Operation write(Turn turn) {
        long expected = versionsSeen[turn.client()];
        String value = "value-" + history.size();
        Write unknown = new Write(expected, value, Outcome.UNKNOWN);
        switch (random.nextInt(30)) {
            case 0 -> delayed.add(unknown);
            case 1 -> applied(unknown);
            case 2 -> {} // never takes effect
            default -> {
                Outcome outcome = applied(unknown) ? Outcome.WON : Outcome.LOST;
                return turn.answered(new Write(expected, value, outcome));
            }
        }
        return new Operation(turn.invoked(), Operation.NEVER, unknown);
    }

    private boolean applied(Write write) {
        long version = states.getLast().version();
        if (version != write.expected() && fault != Fault.BLIND_WRITES) {
            return false;
        }
        return states.add(new Register(version + 1, write.value()));
    }

    /** What is wrong with the register. */
    enum Fault {
        NONE,
        STALE_READS,
        BLIND_WRITES
    }

    private record Turn(int client, long invoked, long effect, long returned) {
        private Operation answered(Exchange exchange) {
            return new Operation(invoked, returned, exchange);
        }
    }
}
