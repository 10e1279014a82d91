package com.upcoach.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class JwksRoutesTest {
    @Test
    void showsThePublicHalfOfEveryKeyAndNothingElse() throws ParseException {
        TokenKeys present = TokenKeys.create();
        TokenKeys next = TokenKeys.create();
        TokenKeys both = TokenKeys.of(new JWKSet(List.of(next.signing(), present.signing())).toString(false));
        String json = JwksRoutes.json(both);
        assertThat(json)
                .doesNotContain(present.signing().getD().toString())
                .doesNotContain(next.signing().getD().toString());
        JWKSet shown = JWKSet.parse(json);
        assertThat(shown.containsNonPublicKeys()).isFalse();
        assertThat(shown.getKeys())
                .hasSize(2)
                .allSatisfy(key ->
                        assertThat(key.toJSONObject()).containsOnlyKeys("kty", "crv", "x", "y", "kid", "use", "alg"));
        String token = new AccessTokens(both, Clock.systemUTC()).issue(UUID.randomUUID(), UUID.randomUUID());
        assertThat(shown.getKeyByKeyId(SignedJWT.parse(token).getHeader().getKeyID()))
                .isNotNull();
    }
}
