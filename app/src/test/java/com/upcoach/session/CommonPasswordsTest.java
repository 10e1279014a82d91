package com.upcoach.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.upcoach.failure.Failure;
import com.upcoach.failure.Failure.Fault;
import com.upcoach.http.Rules;
import com.upcoach.user.EmailAddress;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommonPasswordsTest {
    @Test
    void theFileIsWhatTheRulesMake() throws IOException {
        try (InputStream in = CommonPasswordsTest.class.getResourceAsStream("/common-passwords.txt")) {
            byte[] file = Objects.requireNonNull(in).readAllBytes();
            assertThat(new String(file, StandardCharsets.UTF_8).lines())
                    .hasSizeGreaterThan(3_000)
                    .containsExactlyElementsOf(CommonPasswordList.make());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "password", "password1", "password123", "12345678", "123456789", "1234567890", "87654321", "11111111",
                "00000000", "123123123", "qwertyuiop", "qwerty123", "asdfghjkl", "1q2w3e4r", "1qaz2wsx", "zaq12wsx",
                "qazwsxedc", "iloveyou", "iloveyou1", "princess", "sunshine", "football", "baseball", "superman",
                "trustno1", "letmein1", "welcome1", "passw0rd", "p@ssw0rd", "admin123", "abc12345", "monkey123",
                "dragon123", "michael1", "jennifer", "starwars", "computer", "whatever", "changeme", "31122000"
            })
    void theBestKnownAreAmongThem(String password) {
        assertThat(CommonPasswords.contain(password)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"PassWord1", "ＰＡＳＳＷＯＲＤ", "Ⅰloveyou1", "ｐassword", "QWERTZUIOP"})
    void otherSpellingsAreTheSame(String password) {
        assertThat(CommonPasswords.contain(password)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"walk-before-you-run", "passwordpasswort7", "ein Satz, den niemand rät", "x7!kQ2_pL9"})
    void othersAreNot(String password) {
        assertThat(CommonPasswords.contain(password)).isFalse();
    }

    @Test
    void nobodysAddressIsTheirPassword() {
        EmailAddress email = new EmailAddress("Erika.Muster@example.com");
        assertThat(faults("erika.muster@EXAMPLE.com", email)).containsExactly("same-as-email");
        assertThat(faults("ERIKA.muster", email)).containsExactly("same-as-email");
        assertThat(faults("erika.muster!", email)).isEmpty();
        assertThat(faults("password1", email)).containsExactly("too-common");
        assertThat(faults("short", email)).containsExactly("wrong-length");
        assertThat(faults("🏃".repeat(128), email)).isEmpty();
        assertThat(faults("🏃".repeat(129), email)).containsExactly("wrong-length");
    }

    private static List<String> faults(String password, EmailAddress email) {
        Rules rules = new Rules();
        NewPassword.checked(rules, "/password", password, email);
        try {
            rules.check();
            return List.of();
        } catch (Failure.Invalid e) {
            assertThatThrownBy(rules::check).isInstanceOf(Failure.Invalid.class);
            return e.faults().stream().map(Fault::code).toList();
        }
    }
}
