package com.upcoach.http;

import com.upcoach.failure.Failure;
import com.upcoach.failure.Failure.Fault;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Collects every rule that a body breaks, so that a client learns of all at once. Each method returns a value that can
 * be worked with on, also when it broke its rule; {@link #check} then throws. For one body; not thread-safe.
 */
public final class Rules {
    private static final int MAX_PRECISION = 18;
    private static final int MAX_SCALE = 6;
    private static final int MAX_FAULTS = 100;

    private final List<Fault> faults = new ArrayList<>();

    /** Requires text of a length in characters (code points); blank text is none. */
    public String text(String pointer, @Nullable String value, int min, int max) {
        if (value == null) {
            require(min == 0, pointer, "required", "This field is needed.");
            return "";
        }
        int length = value.codePointCount(0, value.length());
        require(min == 0 || !value.isBlank(), pointer, "blank", "This field must not be blank.");
        require(
                length >= min && length <= max,
                pointer,
                "wrong-length",
                "This field takes " + min + " to " + max + " characters.");
        return value;
    }

    /** Requires a whole number within bounds. */
    public int whole(String pointer, int value, int min, int max) {
        require(value >= min && value <= max, pointer, "out-of-range", "This field takes " + min + " to " + max + ".");
        return value;
    }

    /** Requires a number of at most 18 digits, six of them after the point; equal numbers come out in one form. */
    public @Nullable BigDecimal decimal(String pointer, @Nullable BigDecimal value) {
        if (value == null) {
            return null;
        }
        BigDecimal plain = value.stripTrailingZeros();
        boolean fits =
                plain.scale() <= MAX_SCALE && (long) plain.precision() - plain.scale() <= MAX_PRECISION - MAX_SCALE;
        require(fits, pointer, "out-of-range", "This field takes 12 digits before the point and 6 after it.");
        if (!fits) {
            // Its exponent may be such that no sum with it ever ends.
            return BigDecimal.ZERO;
        }
        return plain.scale() < 0 ? plain.setScale(0) : plain;
    }

    /** Requires at most 20 tags of 1 to 50 characters, none twice. */
    public List<String> tags(String pointer, @Nullable List<@Nullable String> values) {
        List<@Nullable String> given = atMost(SizeLimits.TAGS, pointer, values, "There are at most 20 tags.");
        List<String> checked = new ArrayList<>();
        for (String value : given) {
            String at = pointer + "/" + checked.size();
            String tag = text(at, value, 1, SizeLimits.TAG);
            require(!checked.contains(tag), at, "duplicate", "This tag is given twice.");
            checked.add(tag);
        }
        return checked;
    }

    /** Requires a list of no more than so many; of a longer one the head is returned, so that checking it ends soon. */
    public <T extends @Nullable Object> List<T> atMost(
            int most, String pointer, @Nullable List<T> values, String message) {
        List<T> given = values == null ? List.of() : values;
        require(given.size() <= most, pointer, "too-many", message);
        return given.subList(0, Math.min(most, given.size()));
    }

    /** Requires a condition. The first hundred faults are told. */
    public void require(boolean held, String pointer, String code, String message) {
        if (!held && faults.size() < MAX_FAULTS) {
            faults.add(new Fault(pointer, code, message));
        }
    }

    /** Throws {@link Failure.Invalid} when a rule was broken. */
    public void check() {
        if (!faults.isEmpty()) {
            throw new Failure.Invalid(faults);
        }
    }
}
