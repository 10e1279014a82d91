package com.upcoach.user;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.upcoach.http.Rules;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.IllformedLocaleException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a person says of themselves, checked: all of an account that PATCH may write.
 *
 * @param displayName 1–100 characters
 * @param locale a well-formed BCP 47 tag with a language, in canonical form, at most 35 characters (RFC 5646 section
 *     4.4.1). Which languages an app speaks is its own business, so none is left out
 * @param timeZone IANA name
 * @param dayStart local time at which the person's days begin, a whole minute
 */
public record Profile(String displayName, String locale, String timeZone, LocalTime dayStart) {
    /** The zone of whoever names none. */
    public static final String UTC = "UTC";

    private static final String ENGLISH = "en";
    private static final int MAX_LOCALE = 35;

    /** The body of a request: what is absent has its default, so PATCH patches this. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Body(
            @Nullable String displayName,
            @Nullable String locale,
            @Nullable String timeZone,
            @Nullable LocalTime dayStart) {

        /** Returns the body that would make a profile. */
        public static Body from(Profile profile) {
            return new Body(profile.displayName, profile.locale, profile.timeZone, profile.dayStart);
        }

        /** Returns the profile, or throws every rule that is broken. */
        public Profile checked() {
            Rules rules = new Rules();
            Profile profile = new Profile(
                    rules.text("/displayName", displayName, 1, 100),
                    locale == null ? ENGLISH : checkedLocale(rules, locale),
                    timeZone == null ? UTC : checkedZone(rules, timeZone),
                    dayStart == null ? LocalTime.MIDNIGHT : checkedDayStart(rules, dayStart));
            rules.check();
            return profile;
        }
    }

    /** Requires the name of a time zone. */
    public static String checkedZone(Rules rules, String name) {
        rules.require(
                ZoneId.getAvailableZoneIds().contains(name),
                "/timeZone",
                "unknown-time-zone",
                "Not an IANA time zone.");
        return name;
    }

    private static String checkedLocale(Rules rules, String tag) {
        String canonical = tag.length() <= MAX_LOCALE ? canonical(tag) : "";
        rules.require(
                !canonical.isEmpty() && canonical.length() <= MAX_LOCALE,
                "/locale",
                "not-a-language-tag",
                "Not a BCP 47 language tag, such as en or de-AT.");
        return canonical;
    }

    private static String canonical(String tag) {
        try {
            Locale locale = new Locale.Builder().setLanguageTag(tag).build();
            return locale.getLanguage().isEmpty() ? "" : locale.toLanguageTag();
        } catch (IllformedLocaleException e) {
            return "";
        }
    }

    private static LocalTime checkedDayStart(Rules rules, LocalTime time) {
        rules.require(
                time.getSecond() == 0 && time.getNano() == 0,
                "/dayStart",
                "not-a-whole-minute",
                "Days begin at a whole minute.");
        return time;
    }
}
