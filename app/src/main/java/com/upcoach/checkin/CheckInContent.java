package com.upcoach.checkin;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.upcoach.http.Rules;
import com.upcoach.http.SizeLimits;
import com.upcoach.user.Days;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a person says of a check-in, checked: all that a client may write.
 *
 * @param localDate the person's calendar day, from 1970-01-01
 * @param occurredAt at most 48 hours ahead
 * @param value how far, or how much; only for goals that are measured
 * @param note at most 10,000 characters
 * @param mood 1 (bad) to 5 (good), or none
 */
public record CheckInContent(
        LocalDate localDate,
        Instant occurredAt,
        @Nullable BigDecimal value,
        String note,
        @Nullable Integer mood) {

    private static final LocalDate FIRST_DAY = LocalDate.EPOCH;
    private static final int DAYS_AHEAD = 2;
    private static final Duration AHEAD = Duration.ofDays(2);

    /**
     * What a check-in is checked against.
     *
     * @param now to the millisecond
     * @param measured whether its goal takes values
     * @param known the value that it has, and may keep when its goal takes none any more
     * @param days of the person
     */
    record Setting(
            Instant now,
            boolean measured,
            Days days,
            @Nullable BigDecimal known) {
        Setting knowing(@Nullable BigDecimal value) {
            return new Setting(now, measured, days, value);
        }
    }

    /** The body of a request: what is absent has its default, so PATCH patches this. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Body(
            @Nullable LocalDate localDate,
            @Nullable Instant occurredAt,
            @Nullable BigDecimal value,
            @Nullable String note,
            @Nullable Integer mood) {

        static Body from(CheckInContent content) {
            return new Body(content.localDate, content.occurredAt, content.value, content.note, content.mood);
        }

        /**
         * Returns the content.
         *
         * @param present what is there already: a retry that leaves the time to us means the same time again
         */
        CheckInContent checked(Setting setting, Optional<CheckInContent> present) {
            Rules rules = new Rules();
            Instant occurred = occurredAt == null
                    ? present.map(CheckInContent::occurredAt).orElse(setting.now)
                    : occurredAt.truncatedTo(ChronoUnit.MILLIS);
            LocalDate day = Objects.requireNonNullElseGet(localDate, () -> day(occurred, setting.days, present));
            CheckInContent content = new CheckInContent(
                    day,
                    occurred,
                    rules.decimal("/value", value),
                    note == null ? "" : rules.text("/note", note, 0, SizeLimits.TEXT),
                    mood == null ? null : rules.whole("/mood", mood, 1, 5));
            content.check(rules, setting);
            return content;
        }

        private static LocalDate day(Instant occurred, Days days, Optional<CheckInContent> present) {
            return present.filter(there -> there.occurredAt.equals(occurred))
                    .map(CheckInContent::localDate)
                    .orElseGet(() -> days.day(occurred));
        }
    }

    private void check(Rules rules, Setting setting) {
        LocalDate last = LocalDate.ofInstant(setting.now, ZoneOffset.UTC).plusDays(DAYS_AHEAD);
        rules.require(
                !localDate.isBefore(FIRST_DAY) && !localDate.isAfter(last),
                "/localDate",
                "out-of-range",
                "A check-in's day lies between 1970-01-01 and the day after tomorrow.");
        rules.require(
                !occurredAt.isAfter(setting.now.plus(AHEAD)),
                "/occurredAt",
                "out-of-range",
                "A check-in is at most 48 hours ahead.");
        rules.require(
                value == null || setting.measured || isKnown(setting),
                "/value",
                "not-measured",
                "This goal is not measured by numbers.");
        rules.check();
    }

    private boolean isKnown(Setting setting) {
        return value != null && setting.known != null && value.compareTo(setting.known) == 0;
    }
}
