package com.upcoach.user;

import com.tangosol.io.pof.PofReader;
import com.tangosol.io.pof.PofWriter;
import com.upcoach.grid.PofFormat;
import java.io.IOException;
import java.time.LocalTime;

/** The wire format of {@link User}. */
public final class UserPof extends PofFormat<User> {
    @Override
    protected void write(PofWriter out, User user) throws IOException {
        writeId(out, 1, user.id());
        out.writeString(3, user.email());
        out.writeString(4, user.passwordHash());
        out.writeString(5, user.displayName());
        out.writeString(6, user.locale());
        out.writeString(7, user.timeZone());
        out.writeInt(8, user.dayStart().toSecondOfDay());
        out.writeString(9, user.role());
        out.writeLong(10, user.version());
        writeInstant(out, 11, user.createdAt());
        writeInstant(out, 12, user.updatedAt());
    }

    @Override
    protected User read(PofReader in) throws IOException {
        return new User(
                readId(in, 1),
                in.readString(3),
                in.readString(4),
                in.readString(5),
                in.readString(6),
                in.readString(7),
                LocalTime.ofSecondOfDay(in.readInt(8)),
                in.readString(9),
                in.readLong(10),
                readInstant(in, 11),
                readInstant(in, 12));
    }
}
