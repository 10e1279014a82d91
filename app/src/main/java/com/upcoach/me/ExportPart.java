package com.upcoach.me;

import com.upcoach.database.Columns;
import com.upcoach.database.Sql;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One table in the export. PostgreSQL itself writes its rows as JSON, page by page in the order of the primary key, so
 * that a row which is there all the time comes exactly once.
 *
 * @param name in the document
 * @param first selects the first page; parameters are the person and the number of rows
 * @param next selects the page after a key; parameters are the person, the key and the number of rows
 */
record ExportPart(String name, Sql first, Sql next) {
    private static final Pattern INSTANT = Pattern.compile(".*_at|current_period_.*");
    private static final Pattern WORD = Pattern.compile("_([a-z])");

    /** The account itself: one row. Without the hash of the password. */
    static final ExportPart PROFILE = of(
            "profile",
            "users",
            "id uuid",
            "id",
            "id email display_name locale time_zone day_start role data_version version created_at updated_at");

    /** Everything else. Left out are refresh tokens' hashes, and answers kept for retries: copies, for a day. */
    static final List<ExportPart> LISTS = List.of(
            of(
                    "sessions",
                    "sessions",
                    "id uuid",
                    "id device ip generation created_at last_active_at rotated_at expires_at revoked_at"),
            of(
                    "goals",
                    "goals",
                    "id uuid",
                    "id title description category status priority start_date target_date completed_at metric_type "
                            + "metric_unit metric_start metric_target metric_current tags version created_at updated_at"),
            of(
                    "tasks",
                    "tasks",
                    "id uuid",
                    "id goal_id title notes status completed_at priority due_date due_time checklist estimate_minutes "
                            + "position tags source version created_at updated_at"),
            of(
                    "checkIns",
                    "check_ins",
                    "id uuid",
                    "id goal_id request_id local_date occurred_at received_at value note mood version created_at "
                            + "updated_at"),
            of(
                    "interactions",
                    "ai_interactions",
                    "id uuid",
                    "id kind goal_id prompt response status provider model tokens_in tokens_out latency_ms cached "
                            + "fallback rating version created_at updated_at"),
            of(
                    "subscriptions",
                    "subscriptions",
                    "id uuid",
                    "id plan status current_period_start current_period_end cancel_at_period_end version created_at "
                            + "updated_at"),
            of("changeLog", "change_log", "seq bigint", "seq write_id kind entity_id operation version changed_at"));

    /**
     * A row.
     *
     * @param key of it, as text
     * @param json the row
     */
    record Row(String key, String json) {
        static Row read(Columns columns) {
            return new Row(columns.string("key"), columns.string("json"));
        }
    }

    private static ExportPart of(String name, String table, String key, String columns) {
        return of(name, table, key, "user_id", columns);
    }

    private static ExportPart of(String name, String table, String key, String owner, String columns) {
        String[] keyAndType = key.split(" ", 2);
        String from = "SELECT CAST(%s AS text) AS key, CAST(json_build_object(%s) AS text) AS json FROM %s WHERE %s = ?"
                .formatted(keyAndType[0], members(columns), table, owner);
        String after = " AND %s > CAST(? AS %s)".formatted(keyAndType[0], keyAndType[1]);
        String order = " ORDER BY " + keyAndType[0] + " LIMIT ?";
        return new ExportPart(
                name,
                new Sql("export-" + table + "-first", from + order),
                new Sql("export-" + table + "-next", from + after + order));
    }

    private static String members(String columns) {
        return Arrays.stream(columns.split(" ", -1))
                .map(column -> "'" + camelCase(column) + "', " + expression(column))
                .collect(Collectors.joining(", "));
    }

    private static String camelCase(String column) {
        return WORD.matcher(column).replaceAll(match -> match.group(1).toUpperCase(Locale.ROOT));
    }

    /** RFC 3339 in UTC to the millisecond, as everywhere. */
    private static String expression(String column) {
        return INSTANT.matcher(column).matches()
                ? "to_char(" + column + " AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.MS\"Z\"')"
                : column;
    }

    /** Returns the statement of the page after a key; of the first page when that is null. */
    Sql page(@Nullable String after) {
        return after == null ? first : next;
    }
}
