package com.upcoach.coaching;

import com.tangosol.io.pof.PofReader;
import com.tangosol.io.pof.PofWriter;
import com.upcoach.grid.PofFormat;
import java.io.IOException;

/** The wire format of {@link Interaction}. */
public final class InteractionPof extends PofFormat<Interaction> {
    private static final int UNRATED = 0;

    @Override
    protected void write(PofWriter out, Interaction interaction) throws IOException {
        writeId(out, 1, interaction.id());
        out.writeString(3, interaction.kind().text());
        writeOptionalId(out, 4, interaction.goalId());
        out.writeString(7, interaction.prompt());
        writeOutcome(out, interaction.outcome());
        out.writeInt(17, interaction.rating() == null ? UNRATED : interaction.rating());
        out.writeLong(18, interaction.version());
        writeInstant(out, 19, interaction.createdAt());
        writeInstant(out, 20, interaction.updatedAt());
    }

    private static void writeOutcome(PofWriter out, Interaction.Outcome outcome) throws IOException {
        out.writeString(8, outcome.response());
        out.writeString(9, outcome.status());
        out.writeString(10, outcome.provider());
        out.writeString(11, outcome.model());
        out.writeInt(12, outcome.tokensIn());
        out.writeInt(13, outcome.tokensOut());
        out.writeInt(14, outcome.latencyMs());
        out.writeBoolean(15, outcome.cached());
        out.writeBoolean(16, outcome.fallback());
    }

    @Override
    protected Interaction read(PofReader in) throws IOException {
        var id = readId(in, 1);
        InteractionKind kind = InteractionKind.of(in.readString(3));
        var goal = readOptionalId(in, 4);
        String prompt = in.readString(7);
        Interaction.Outcome outcome = readOutcome(in);
        int rating = in.readInt(17);
        return new Interaction(
                id,
                kind,
                goal,
                prompt,
                outcome,
                rating == UNRATED ? null : rating,
                in.readLong(18),
                readInstant(in, 19),
                readInstant(in, 20));
    }

    private static Interaction.Outcome readOutcome(PofReader in) throws IOException {
        return new Interaction.Outcome(
                in.readString(8),
                in.readString(9),
                in.readString(10),
                in.readString(11),
                in.readInt(12),
                in.readInt(13),
                in.readInt(14),
                in.readBoolean(15),
                in.readBoolean(16));
    }
}
