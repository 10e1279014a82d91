package com.upcoach.goal;

import com.upcoach.database.Transaction;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How a goal goes, as it is shown, for whatever else tells of it.
 *
 * @param percent how far it is reached, 0–100
 * @param streak days in a row with a check-in that end today or yesterday
 * @param lastCheckIn day of the last one
 */
public record Progress(int percent, int streak, @Nullable LocalDate lastCheckIn) {
    /** Selects that of some goals of a person, by their ids. */
    public static Map<UUID, Progress> select(Transaction snapshot, UUID user, List<Goal> goals, LocalDate today) {
        Map<UUID, Progress> progress = new HashMap<>();
        Derivation.derive(snapshot, user, goals, today).forEach((goal, derived) -> progress.put(goal, of(derived)));
        return progress;
    }

    private static Progress of(Derived derived) {
        return new Progress(
                derived.progressPercent(),
                derived.streak().current(),
                derived.streak().lastDate());
    }
}
