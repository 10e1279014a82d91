package com.upcoach.session;

import com.upcoach.http.Rules;
import com.upcoach.http.SizeLimits;
import com.upcoach.user.EmailAddress;
import org.jspecify.annotations.Nullable;

/**
 * What a password must be that somebody chooses: 8 to 128 characters, none that is guessed first, not their address.
 */
final class NewPassword {
    private NewPassword() {}

    /** Requires it of a field of a body. */
    static String checked(Rules rules, String pointer, @Nullable String password, EmailAddress email) {
        String given = rules.text(pointer, password, SizeLimits.SHORTEST_PASSWORD, SizeLimits.PASSWORD);
        rules.require(!CommonPasswords.contain(given), pointer, "too-common", "This password is guessed too easily.");
        rules.require(
                !isAddress(given, email), pointer, "same-as-email", "The password must not be the e-mail address.");
        return given;
    }

    private static boolean isAddress(String password, EmailAddress email) {
        String folded = CommonPasswords.folded(password);
        String address = CommonPasswords.folded(email.text());
        return folded.equals(address) || folded.equals(address.split("@", 2)[0]);
    }
}
