package com.upcoach.goal;

import com.upcoach.http.Cursor;

/** What a list of goals can be ordered by. Each order ends in the id, so that it is total. */
enum GoalOrder {
    CREATED_AT("createdAt", "created_at", "timestamptz"),
    UPDATED_AT("updatedAt", "updated_at", "timestamptz"),
    /** A goal without a target date comes where the farthest one would. */
    TARGET_DATE("targetDate", "COALESCE(target_date, DATE '9999-12-31')", "date"),
    PRIORITY("priority", "priority", "smallint"),
    TITLE("title", "lower(title) COLLATE \"C\"", "text");

    private final String parameter;
    private final String expression;
    private final String type;

    GoalOrder(String parameter, String expression, String type) {
        this.parameter = parameter;
        this.expression = expression;
        this.type = type;
    }

    static GoalOrder of(String text) {
        for (GoalOrder order : values()) {
            if (order.parameter.equals(text)) {
                return order;
            }
        }
        throw new IllegalArgumentException("no such order");
    }

    /** Returns the SQL that a row is ordered by. */
    String expression() {
        return expression;
    }

    /** Returns the condition that a row comes after a cursor; its parameters are the cursor's value and id. */
    String after(boolean ascending) {
        return "(" + expression + ", id) " + (ascending ? ">" : "<") + " (CAST(? AS " + type + "), CAST(? AS uuid))";
    }

    /** Returns the ORDER BY clause. */
    String orderBy(boolean ascending) {
        String direction = ascending ? " ASC" : " DESC";
        return expression + direction + ", id" + direction;
    }

    /** Reads a cursor of this order. */
    Cursor cursor(String token, boolean ascending) {
        Cursor cursor = Cursor.parse(token, name(ascending));
        switch (this) {
            case CREATED_AT, UPDATED_AT -> requireForm(cursor, "[-0-9 :.+]{19,40}");
            case TARGET_DATE -> requireForm(cursor, "\\d{4}-\\d{2}-\\d{2}");
            case PRIORITY -> requireForm(cursor, "[0-4]");
            case TITLE -> {}
        }
        return cursor;
    }

    /** Returns the name that cursors of this order carry. */
    String name(boolean ascending) {
        return parameter + (ascending ? " ASC" : " DESC");
    }

    private static void requireForm(Cursor cursor, String form) {
        if (!cursor.value().matches(form)) {
            throw new IllegalArgumentException("not a cursor of ours");
        }
    }
}
