package com.upcoach.database;

/**
 * A statement with the name it goes by in meters and logs. The text is constant, so that the server-side plan is
 * reused; values travel as parameters, marked {@code ?}.
 *
 * @param name short and unique, such as {@code goal-load}
 * @param text PostgreSQL's SQL; casts are written {@code CAST(x AS t)}, as DbClient takes {@code ::t} for a name
 */
public record Sql(String name, String text) {}
