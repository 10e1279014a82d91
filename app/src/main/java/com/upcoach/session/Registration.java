package com.upcoach.session;

import com.upcoach.http.Rules;
import com.upcoach.user.EmailAddress;
import com.upcoach.user.Profile;
import org.jspecify.annotations.Nullable;

/**
 * What a person registers with, checked.
 *
 * @param email 3–254 characters around one {@code @}
 * @param password 8–128 characters, see {@link NewPassword}
 * @param displayName 1–100 characters
 * @param timeZone IANA name
 */
record Registration(EmailAddress email, String password, String displayName, String timeZone) {
    /** The body of the request. */
    record Body(
            @Nullable String email,
            @Nullable String password,
            @Nullable String displayName,
            @Nullable String timeZone) {
        Registration checked() {
            Rules rules = new Rules();
            EmailAddress address = new EmailAddress(rules.text("/email", email, 3, 254));
            Registration registration = new Registration(
                    address,
                    NewPassword.checked(rules, "/password", password, address),
                    rules.text("/displayName", displayName, 1, 100),
                    timeZone == null ? Profile.UTC : Profile.checkedZone(rules, timeZone));
            rules.require(
                    Credentials.isAddress(registration.email), "/email", "not-an-address", "Not an e-mail address.");
            rules.check();
            return registration;
        }
    }

    /** Leaves everything out: all of it is personal. */
    @Override
    public String toString() {
        return "Registration";
    }
}
