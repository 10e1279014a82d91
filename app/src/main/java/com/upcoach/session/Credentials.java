package com.upcoach.session;

import com.upcoach.http.Rules;
import com.upcoach.http.SizeLimits;
import com.upcoach.user.EmailAddress;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a person signs in with, checked.
 *
 * @param device what the person calls the device, may be empty
 */
record Credentials(EmailAddress email, String password, String device) {
    private static final Pattern ADDRESS = Pattern.compile("[^\\s@]{1,64}@[^\\s@]{1,189}");

    /** The body of the request. */
    record Body(
            @Nullable String email,
            @Nullable String password,
            @Nullable String device) {
        Credentials checked() {
            Rules rules = new Rules();
            Credentials credentials = new Credentials(
                    new EmailAddress(rules.text("/email", email, 1, 254)),
                    rules.text("/password", password, 1, SizeLimits.PASSWORD),
                    device == null ? "" : rules.text("/device", device, 0, 200));
            rules.check();
            return credentials;
        }
    }

    static boolean isAddress(EmailAddress email) {
        return ADDRESS.matcher(email.text()).matches();
    }

    /** Leaves everything out: all of it is personal. */
    @Override
    public String toString() {
        return "Credentials";
    }
}
