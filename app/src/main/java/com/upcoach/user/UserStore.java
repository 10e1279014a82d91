package com.upcoach.user;

import com.upcoach.database.Columns;
import com.upcoach.database.Sql;
import com.upcoach.database.Transaction;
import com.upcoach.entity.Kind;
import com.upcoach.grid.row.EntityStore;
import com.upcoach.grid.row.Insert;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The SQL of accounts. A CDI bean; thread-safe. */
@Singleton
public class UserStore implements EntityStore<User> {
    /** The kind of its rows. */
    public static final Kind<User> USERS = new Kind<>("user", User.class, "");

    private static final Sql SELECT = new Sql("user-load", """
                    SELECT id, email, password_hash, display_name, locale, time_zone, day_start, role,
                           version, created_at, updated_at
                    FROM users WHERE id = ? AND id = CAST(? AS uuid)
                    """);

    private static final Insert INSERT = Insert.into(
            "user-insert",
            "users",
            "id, email, password_hash, display_name, locale, time_zone, day_start, role, version, created_at, updated_at");

    private static final Sql UPDATE = new Sql("user-update", """
                    UPDATE users
                    SET email = ?, password_hash = ?, display_name = ?, locale = ?, time_zone = ?, day_start = ?,
                        role = ?, version = ?, updated_at = ?
                    WHERE id = ? AND version = ?
                    """);

    private static final Sql DELETE = new Sql("user-delete", "DELETE FROM users WHERE id = ? AND version = ?");

    /** What a person may have many thousands of goes in statements of its own: a statement's time is bounded. */
    private static final List<Sql> DELETE_MANY = Stream.of("check_ins", "tasks", "change_log")
            .map(table -> new Sql("user-delete-" + table, "DELETE FROM " + table + " WHERE user_id = ?"))
            .toList();

    @Override
    public String kind() {
        return USERS.name();
    }

    @Override
    public int depth() {
        return 0;
    }

    @Override
    public Class<User> type() {
        return USERS.type();
    }

    @Override
    public Sql select() {
        return SELECT;
    }

    @Override
    public User read(Columns columns) {
        return user(columns);
    }

    /** Selects an account; nothing when there is none (any more). */
    public static Optional<User> select(Transaction snapshot, UUID id) {
        return snapshot.queryOne(SELECT, UserStore::user, id, id);
    }

    private static User user(Columns columns) {
        return new User(
                columns.uuid("id"),
                columns.string("email"),
                columns.string("password_hash"),
                columns.string("display_name"),
                columns.string("locale"),
                columns.string("time_zone"),
                columns.time("day_start"),
                columns.string("role"),
                columns.longInteger("version"),
                columns.instant("created_at"),
                columns.instant("updated_at"));
    }

    @Override
    public long version(User user) {
        return user.version();
    }

    @Override
    public Insert insert() {
        return INSERT;
    }

    @Override
    public List<@Nullable Object> values(UUID owner, User user) {
        return Arrays.asList(
                user.id(),
                user.email(),
                user.passwordHash(),
                user.displayName(),
                user.locale(),
                user.timeZone(),
                user.dayStart(),
                user.role(),
                user.version(),
                user.createdAt(),
                user.updatedAt());
    }

    @Override
    public boolean update(Transaction tx, UUID owner, User user, long expected) {
        long rows = tx.change(
                UPDATE,
                user.email(),
                user.passwordHash(),
                user.displayName(),
                user.locale(),
                user.timeZone(),
                user.dayStart(),
                user.role(),
                user.version(),
                user.updatedAt(),
                owner,
                expected);
        return rows == 1;
    }

    @Override
    public long delete(Transaction tx, UUID owner, List<UUID> ids, List<Long> versions) {
        DELETE_MANY.forEach(sql -> tx.change(sql, owner));
        return tx.change(DELETE, owner, versions.getFirst());
    }
}
