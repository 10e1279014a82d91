package com.upcoach.admission.lease;

import com.tangosol.io.pof.PofReader;
import com.tangosol.io.pof.PofWriter;
import com.upcoach.grid.PofFormat;
import java.io.IOException;
import java.util.stream.LongStream;

/** The wire format of {@link Grant}. */
public final class GrantPof extends PofFormat<Grant> {
    @Override
    protected void write(PofWriter out, Grant grant) throws IOException {
        out.writeLong(1, grant.windowEnd());
        out.writeLong(2, grant.endsInMillis());
        out.writeInt(3, grant.granted());
        out.writeInt(4, grant.spent());
        out.writeInt(5, grant.told());
        out.writeBoolean(6, grant.alone());
        out.writeLongArray(7, grant.others().stream().mapToLong(Long::longValue).toArray());
    }

    @Override
    protected Grant read(PofReader in) throws IOException {
        return new Grant(
                in.readLong(1),
                in.readLong(2),
                in.readInt(3),
                in.readInt(4),
                in.readInt(5),
                in.readBoolean(6),
                LongStream.of(in.readLongArray(7)).boxed().toList());
    }
}
