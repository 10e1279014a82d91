package com.upcoach.database;

import io.helidon.dbclient.DbRow;
import java.math.BigDecimal;
import java.sql.Array;
import java.sql.Date;
import java.sql.SQLException;
import java.sql.Time;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One row of a result, read by column name and type. It uses only {@code column.get(Type.class)} with the type that
 * the JDBC driver returns, the subset of DbClient 4.1.7 that works on Helidon 4.5.0. A column read by a method
 * without "optional" in its name must not be null.
 */
public final class Columns {
    private final DbRow row;

    Columns(DbRow row) {
        this.row = row;
    }

    public String string(String name) {
        return required(name, String.class);
    }

    public @Nullable String optionalString(String name) {
        return get(name, String.class);
    }

    public UUID uuid(String name) {
        return required(name, UUID.class);
    }

    public int integer(String name) {
        return required(name, Number.class).intValue();
    }

    public long longInteger(String name) {
        return required(name, Number.class).longValue();
    }

    public BigDecimal decimal(String name) {
        return required(name, BigDecimal.class);
    }

    public LocalDate date(String name) {
        return required(name, Date.class).toLocalDate();
    }

    public @Nullable BigDecimal optionalDecimal(String name) {
        return get(name, BigDecimal.class);
    }

    public boolean bool(String name) {
        return required(name, Boolean.class);
    }

    public Instant instant(String name) {
        return required(name, Timestamp.class).toInstant();
    }

    public @Nullable Instant optionalInstant(String name) {
        Timestamp value = get(name, Timestamp.class);
        return value == null ? null : value.toInstant();
    }

    public @Nullable LocalDate optionalDate(String name) {
        Date value = get(name, Date.class);
        return value == null ? null : value.toLocalDate();
    }

    public LocalTime time(String name) {
        return required(name, Time.class).toLocalTime();
    }

    public @Nullable LocalTime optionalTime(String name) {
        Time value = get(name, Time.class);
        return value == null ? null : value.toLocalTime();
    }

    public @Nullable UUID optionalUuid(String name) {
        return get(name, UUID.class);
    }

    public @Nullable Integer optionalInteger(String name) {
        Number value = get(name, Number.class);
        return value == null ? null : value.intValue();
    }

    public byte[] bytes(String name) {
        return required(name, byte[].class);
    }

    /** Returns the elements of a {@code text[]} column. */
    public List<String> strings(String name) {
        try {
            return List.of((String[]) required(name, Array.class).getArray());
        } catch (SQLException e) {
            throw DatabaseFailure.from("column " + name, e);
        }
    }

    private <T> T required(String name, Class<T> type) {
        return Objects.requireNonNull(get(name, type), name);
    }

    private <T> @Nullable T get(String name, Class<T> type) {
        return row.column(name).get(type);
    }
}
