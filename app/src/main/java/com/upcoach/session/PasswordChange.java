package com.upcoach.session;

import com.upcoach.http.Rules;
import com.upcoach.http.SizeLimits;
import com.upcoach.user.EmailAddress;
import org.jspecify.annotations.Nullable;

/**
 * A change of a person's password, checked.
 *
 * @param oldPassword as it is claimed to be
 * @param newPassword 8–128 characters
 */
record PasswordChange(String oldPassword, String newPassword) {
    /** The body of the request. */
    record Body(@Nullable String oldPassword, @Nullable String newPassword) {
        PasswordChange checked(EmailAddress email) {
            Rules rules = new Rules();
            PasswordChange change = new PasswordChange(
                    rules.text("/oldPassword", oldPassword, 1, SizeLimits.PASSWORD),
                    NewPassword.checked(rules, "/newPassword", newPassword, email));
            rules.check();
            return change;
        }
    }

    /** Leaves everything out: all of it is secret. */
    @Override
    public String toString() {
        return "PasswordChange";
    }
}
