package com.upcoach.database;

import org.postgresql.ds.PGSimpleDataSource;

/**
 * Where PostgreSQL is and how many connections one member may hold.
 *
 * @param url JDBC URL of the primary, {@code jdbc:postgresql://…}
 * @param user role that the server works as
 * @param password may be empty
 * @param poolSize most connections of this member, 1–20
 */
public record DatabaseSettings(String url, String user, String password, int poolSize) {
    public DatabaseSettings {
        if (!url.startsWith("jdbc:postgresql:")) {
            throw new IllegalArgumentException("not a jdbc:postgresql: URL");
        }
        requireForm(url);
        if (poolSize < 1 || poolSize > 20) {
            throw new IllegalArgumentException("pool size out of 1–20: " + poolSize);
        }
    }

    /** What the driver says of a URL repeats it, and there may be a password in it. */
    private static void requireForm(String url) {
        try {
            new PGSimpleDataSource().setUrl(url);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("not of the form jdbc:postgresql://host:port/database?name=value", e);
        }
    }

    /** Leaves the password out. */
    @Override
    public String toString() {
        return "DatabaseSettings[user=" + user + ", poolSize=" + poolSize + "]";
    }
}
