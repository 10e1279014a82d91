package com.upcoach.goal;

/** What became of an edit of a goal. */
sealed interface Edit {
    /**
     * The goal is as asked.
     *
     * @param goal as it is now
     * @param dataVersion of the person's rows now
     */
    record Made(Goal goal, long dataVersion) implements Edit {}

    /**
     * Nothing was changed: the goal has another version than the caller said.
     *
     * @param current the goal as it is
     * @param dataVersion of the person's rows now
     */
    record Lost(Goal current, long dataVersion) implements Edit {}
}
