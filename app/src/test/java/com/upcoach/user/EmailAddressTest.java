package com.upcoach.user;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmailAddressTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "mike@gmail.example",
                " MIKE@gmail.example ",
                "m\u0130ke@gmail.example",
                "mi\u212Ae@gma\u0130l.example"
            })
    void allSpellingsOfAnAccountHaveOneKey(String spelling) {
        assertThat(new EmailAddress(spelling).key()).isEqualTo("mike@gmail.example");
    }

    @ParameterizedTest
    @ValueSource(strings = {"mike@example.com", "mike@gmail.examp1e", "m\u0131ke@gmail.example", ""})
    void othersHaveOthers(String address) {
        assertThat(new EmailAddress(address).key()).isNotEqualTo("mike@gmail.example");
    }
}
