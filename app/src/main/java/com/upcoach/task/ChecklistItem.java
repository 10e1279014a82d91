package com.upcoach.task;

import com.upcoach.http.Rules;
import com.upcoach.http.SizeLimits;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One point of a task's checklist.
 *
 * @param id the client's own or ours, unique in its list
 * @param text 1–200 characters
 */
public record ChecklistItem(UUID id, String text, boolean done) {
    /** An item of a request's body. */
    record Body(
            @Nullable UUID id,
            @Nullable String text,
            @Nullable Boolean done) {
        static Body from(ChecklistItem item) {
            return new Body(item.id, item.text, item.done);
        }

        ChecklistItem checked(String pointer, Rules rules) {
            return new ChecklistItem(
                    id == null ? UUID.randomUUID() : id,
                    rules.text(pointer + "/text", text, 1, SizeLimits.TITLE),
                    done != null && done);
        }
    }
}
