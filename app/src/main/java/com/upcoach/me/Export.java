package com.upcoach.me;

import com.upcoach.database.Database;
import com.upcoach.failure.Failure;
import com.upcoach.grid.GridCalls;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Writes everything that is kept of a person as one JSON document. It holds one page of rows at a time, and a
 * connection to PostgreSQL only while it selects one: a client that reads slowly keeps neither. So what is written
 * during an export may be shown as it was or as it is. Thread-safe.
 */
public final class Export {
    /** At 40 KiB, the longest rows that there are, a page takes 4 MiB. */
    private static final int PAGE = 100;

    private final Database database;

    public Export(Database database) {
        this.database = database;
    }

    /**
     * Begins an export.
     *
     * @throws com.upcoach.failure.Failure.Unauthorized when the person does not exist any more
     */
    Document of(UUID user) {
        return new Document(user, profile(user));
    }

    private String profile(UUID user) {
        return page(ExportPart.PROFILE, user, null).stream()
                .findFirst()
                .map(ExportPart.Row::json)
                .orElseThrow(Failure.Unauthorized::accountGone);
    }

    private List<ExportPart.Row> page(ExportPart part, UUID user, @Nullable String after) {
        return GridCalls.query(() -> after == null
                ? database.query(part.page(null), ExportPart.Row::read, user, PAGE)
                : database.query(part.page(after), ExportPart.Row::read, user, after, PAGE));
    }

    /** One export, to be written once. */
    final class Document {
        private final UUID user;
        private final String profile;

        private Document(UUID user, String profile) {
            this.user = user;
            this.profile = profile;
        }

        /**
         * Writes it all, or throws: also when the person was deleted meanwhile, so that a part is never taken for all.
         */
        void writeTo(OutputStream out) throws IOException {
            write(out, "{\"profile\":" + profile);
            for (ExportPart part : ExportPart.LISTS) {
                write(out, ",\n\"" + part.name() + "\":[");
                writeRows(out, part);
                write(out, "]");
            }
            profile(user);
            write(out, "}\n");
        }

        private void writeRows(OutputStream out, ExportPart part) throws IOException {
            String separator = "\n";
            String after = null;
            List<ExportPart.Row> rows;
            do {
                rows = page(part, user, after);
                for (ExportPart.Row row : rows) {
                    write(out, separator + row.json());
                    separator = ",\n";
                    after = row.key();
                }
            } while (rows.size() == PAGE);
        }

        private static void write(OutputStream out, String text) throws IOException {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
    }
}
