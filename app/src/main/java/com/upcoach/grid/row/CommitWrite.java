package com.upcoach.grid.row;

import com.tangosol.io.pof.PofReader;
import com.tangosol.io.pof.PofWriter;
import com.tangosol.net.BackingMapContext;
import com.tangosol.util.BinaryEntry;
import com.tangosol.util.InvocableMap;
import com.upcoach.grid.PofFormat;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Compares and sets rows of one person at their owner, as one. It runs on the head, whose lock puts all writes of a
 * person in order; the rows it changes lie in the same map, so Coherence hands them to {@link UserRowStore} together
 * and puts them in memory only when that returned.
 *
 * @param trusting whether a row that is to be new and is not in memory is taken not to exist. The INSERT finds out, and
 *     a write that was refused so is sent again without
 */
record CommitWrite(Write write, List<Change> changes, boolean trusting)
        implements InvocableMap.EntryProcessor<RowKey, Row, Commit> {
    CommitWrite {
        changes = List.copyOf(changes);
    }

    @Override
    public Commit process(InvocableMap.Entry<RowKey, Row> entry) {
        Row present = entry.getValue();
        if (!(present instanceof Head) && write.stage() != Write.Stage.FIRST) {
            return new Commit.Stale(entry.getKey(), new Row.Absent(0));
        }
        Head head = present instanceof Head found ? found : Head.settled(0);
        BackingMapContext rows = entry.asBinaryEntry().getBackingMapContext();
        List<BinaryEntry<RowKey, Row>> entries = new ArrayList<>(changes.size());
        for (Change change : changes) {
            BinaryEntry<RowKey, Row> row = enlist(rows, change.key());
            if (!isTrusted(change, row) && !change.fits(row.getValue())) {
                return new Commit.Stale(change.key(), row.getValue());
            }
            entries.add(row);
        }
        for (int i = 0; i < changes.size(); i++) {
            entries.get(i).setValue(changes.get(i).outcome(), false);
        }
        Versions versions = head.versions().after(changes.size(), touched());
        entry.asBinaryEntry().setValue(new Head(versions, write), false);
        return new Commit.Done(versions.data());
    }

    private Scope touched() {
        return changes.stream().map(Change::scope).reduce(Scope.NONE, Scope::and);
    }

    /**
     * Whether a row need not be seen: one that is not in memory would be loaded only to be compared, which PostgreSQL
     * does as well when it is to be deleted or new. A goal may have thousands of check-ins.
     */
    @SuppressWarnings("deprecation") // nothing else tells whether a row is in memory without loading it
    private boolean isTrusted(Change change, BinaryEntry<RowKey, Row> row) {
        Map<?, ?> inMemory = row.getBackingMap();
        return (change.value() == null || (trusting && change.expected() == 0))
                && !inMemory.containsKey(row.getBinaryKey());
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // the raw entry is of the map that the processor was sent to
    static BinaryEntry<RowKey, Row> enlist(BackingMapContext rows, RowKey key) {
        Object binaryKey = rows.getManagerContext().getKeyToInternalConverter().convert(key);
        return (BinaryEntry<RowKey, Row>) rows.getBackingMapEntry(binaryKey);
    }

    /** The wire format. */
    public static final class Pof extends PofFormat<CommitWrite> {
        @Override
        protected void write(PofWriter out, CommitWrite processor) throws IOException {
            out.writeObject(1, processor.write);
            out.writeCollection(2, processor.changes);
            out.writeBoolean(3, processor.trusting);
        }

        @Override
        protected CommitWrite read(PofReader in) throws IOException {
            return new CommitWrite(in.readObject(1), in.readCollection(2, new ArrayList<Change>()), in.readBoolean(3));
        }
    }
}
