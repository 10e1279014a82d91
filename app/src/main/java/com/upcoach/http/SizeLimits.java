package com.upcoach.http;

/**
 * The largest of everything that people may write, as {@code /api/config} tells apps; lengths in characters (code
 * points).
 */
public final class SizeLimits {
    /** Of a request's body, in bytes. */
    public static final int BODY = 1 << 20;

    public static final int TITLE = 200;

    /** A description, notes. */
    public static final int TEXT = 10_000;

    public static final int CATEGORY = 50;

    public static final int TAG = 50;

    /** How many there may be of one thing. */
    public static final int TAGS = 20;

    /** How many a goal may be made with. */
    public static final int TASKS_WITH_GOAL = 100;

    /** How many points a checklist may have. */
    public static final int CHECKLIST = 50;

    /** Rows of a list. */
    public static final int PAGE = 100;

    public static final int SHORTEST_PASSWORD = 8;

    public static final int PASSWORD = 128;

    private SizeLimits() {}
}
