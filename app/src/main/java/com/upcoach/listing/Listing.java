package com.upcoach.listing;

import com.upcoach.database.Columns;
import com.upcoach.database.Sql;
import com.upcoach.database.Transaction;
import com.upcoach.http.Cursor;
import com.upcoach.http.Page;
import com.upcoach.http.Paging;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The SQL of one list: conditions and their values side by side. For one query; not thread-safe.
 *
 * @param <T> what a row is shown as
 */
public final class Listing<T> {
    private final Source<T> source;
    private final StringBuilder where = new StringBuilder("WHERE user_id = ?");
    private final List<@Nullable Object> values = new ArrayList<>();

    public Listing(Source<T> source, UUID user) {
        this.source = source;
        values.add(user);
    }

    /**
     * What a list is made of.
     *
     * @param name of its statements in meters, such as {@code goal}
     * @param columns what is selected of the table; {@code id} is among it
     * @param read turns a row into what is shown
     * @param id of what is shown
     */
    public record Source<T>(
            String name, String table, String columns, Function<Columns, T> read, Function<T, UUID> id) {}

    /** Narrows the list; a condition's parameters stand in it as question marks. */
    public void and(String condition, Object... parameters) {
        where.append(" AND ").append(condition);
        values.addAll(List.of(parameters));
    }

    /** Narrows the list to rows that contain the text in one of the columns, whatever its case. */
    public void andContains(String text, String column, String otherColumn) {
        String pattern = '%' + text.replaceAll("([\\\\%_])", "\\\\$1") + '%';
        and("(" + column + " ILIKE ? OR " + otherColumn + " ILIKE ?)", pattern, pattern);
    }

    /** Selects the part of the list that is asked for. */
    public Page<T> page(Transaction snapshot, Ordering ordering, Paging paging) {
        boolean narrowed = values.size() > 1;
        boolean front = !narrowed && ordering.isDefault() && paging.offset() == 0;
        Selection selection = front ? this::rowsInOrder : this::pageThenRows;
        return paging.cursor().isPresent()
                ? byCursor(snapshot, selection, ordering, paging.limit())
                : byNumber(snapshot, selection, ordering, paging);
    }

    private Page<T> byNumber(Transaction snapshot, Selection selection, Ordering ordering, Paging paging) {
        long total = snapshot.query(
                        new Sql(source.name + "-count", "SELECT count(*) AS total FROM " + source.table + " " + where),
                        c -> c.longInteger("total"),
                        values.toArray())
                .getFirst();
        values.add(paging.limit());
        values.add(paging.offset());
        List<T> rows = snapshot.query(sql(selection, ordering, " LIMIT ? OFFSET ?"), source.read, values.toArray());
        return Page.numbered(rows, paging.page(), paging.limit(), total);
    }

    /** Selects one row more than asked for, to know whether there is a next page. */
    private Page<T> byCursor(Transaction snapshot, Selection selection, Ordering ordering, int limit) {
        SortKey key = ordering.key();
        ordering.after().ifPresent(cursor -> and(key.after(ordering.ascending()), cursor.value(), cursor.id()));
        values.add(limit + 1);
        List<Sorted<T>> rows = snapshot.query(
                sql(selection, ordering, " LIMIT ?"),
                c -> new Sorted<>(source.read.apply(c), c.string("sort_value")),
                values.toArray());
        List<T> shown = rows.stream().limit(limit).map(Sorted::row).toList();
        return Page.cursored(shown, limit, rows.size() > limit ? next(ordering, rows.get(limit - 1)) : null);
    }

    private String next(Ordering ordering, Sorted<T> last) {
        String order = ordering.key().name(ordering.ascending());
        return new Cursor(order, last.value, source.id.apply(last.row)).token();
    }

    private Sql sql(Selection selection, Ordering ordering, String limit) {
        String direction = ordering.ascending() ? " ASC" : " DESC";
        String order = " ORDER BY sort_key" + direction + ", id" + direction;
        return new Sql(source.name + "-list", selection.sql(ordering.key().expression(), order, order + limit));
    }

    /** The next rows of an index are read as they come. */
    private String rowsInOrder(String key, String order, String orderAndLimit) {
        return "SELECT " + source.columns + ", " + key + " AS sort_key, CAST(" + key + " AS text) AS sort_value FROM "
                + source.table + " " + where + orderAndLimit;
    }

    /** A person's rows lie far apart: what indexes hold says which rows a page has, and only they are read. */
    private String pageThenRows(String key, String order, String orderAndLimit) {
        return "SELECT " + source.columns + ", CAST(sort_key AS text) AS sort_value FROM (SELECT user_id, id, " + key
                + " AS sort_key FROM " + source.table + " " + where + orderAndLimit + ") page JOIN " + source.table
                + " USING (user_id, id)" + order;
    }

    private interface Selection {
        String sql(String key, String order, String orderAndLimit);
    }

    private record Sorted<T>(T row, String value) {}
}
