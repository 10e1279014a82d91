package com.upcoach.trial;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;

/**
 * The calls and returns, in the order of time, of the operations that are not yet put in order: a circular doubly
 * linked list in two arrays of positions, so that lifting an operation out and putting it back cost the same for any
 * history. A call at the instant of a return comes first: such operations count as concurrent. For one thread.
 */
final class Timeline {
    /** The position before the first event and after the last. */
    static final int END = 0;

    private final BitSet calls = new BitSet();
    private final int[] operations;
    private final int[] returns;
    private final int[] next;
    private final int[] previous;

    Timeline(List<Operation> history) {
        List<Event> events = events(history);
        int size = events.size() + 1;
        operations = new int[size];
        returns = new int[history.size()];
        next = new int[size];
        previous = new int[size];
        for (int position = 1; position < size; position++) {
            place(position, events.get(position - 1));
        }
        next[size - 1] = END;
        previous[END] = size - 1;
    }

    private static List<Event> events(List<Operation> history) {
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < history.size(); i++) {
            Operation operation = history.get(i);
            events.add(new Event(operation.invoked(), Edge.CALL, i));
            if (!operation.exchange().open()) {
                events.add(new Event(operation.returned(), Edge.RETURN, i));
            }
        }
        events.sort(Comparator.comparingLong(Event::at).thenComparing(Event::edge));
        return events;
    }

    private void place(int position, Event event) {
        operations[position] = event.operation();
        switch (event.edge()) {
            case CALL -> calls.set(position);
            case RETURN -> returns[event.operation()] = position;
        }
        next[position - 1] = position;
        previous[position] = position - 1;
    }

    int first() {
        return next[END];
    }

    /** The position after this one, which may be that of a call just put back. */
    int next(int position) {
        return next[position];
    }

    boolean isCall(int position) {
        return calls.get(position);
    }

    /** The index, in the history, of the operation whose call or return this is. */
    int operation(int position) {
        return operations[position];
    }

    /** How many operations of the whole history had returned by this position, itself included. */
    int returned(int position) {
        return position - calls.get(0, position + 1).cardinality();
    }

    /** Takes out a call and its return; answers the position that now follows. */
    int lift(int call) {
        int before = previous[call];
        unlink(call);
        int end = returns[operations[call]];
        if (end != END) {
            unlink(end);
        }
        return next[before];
    }

    /** Puts back the call that was lifted last, and its return. */
    void restore(int call) {
        int end = returns[operations[call]];
        if (end != END) {
            link(end);
        }
        link(call);
    }

    private void unlink(int position) {
        next[previous[position]] = next[position];
        previous[next[position]] = previous[position];
    }

    private void link(int position) {
        next[previous[position]] = position;
        previous[next[position]] = position;
    }

    private enum Edge {
        CALL,
        RETURN
    }

    private record Event(long at, Edge edge, int operation) {}
}
