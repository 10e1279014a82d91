package com.upcoach.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.JWKSet;
import com.upcoach.session.RefreshTokens.Claim;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RefreshTokensTest {
    private final TokenKeys keys = TokenKeys.create();
    private final TokenKeys nextKeys = TokenKeys.create();
    private final RefreshTokens tokens = new RefreshTokens(keys);
    private final Claim claim = new Claim(UUID.randomUUID(), UUID.randomUUID(), 7);
    private final String token = tokens.issue(claim);

    @Test
    void readsWhatItMade() {
        assertThat(tokens.read(token)).hasValue(claim);
        assertThat(tokens.read(tokens.issue(claim.next()))).hasValue(new Claim(claim.user(), claim.session(), 8));
    }

    @Test
    void theSameClaimAlwaysHasTheSameToken() {
        assertThat(new RefreshTokens(keys).issue(claim)).isEqualTo(token);
        assertThat(tokens.issue(claim.next())).isNotEqualTo(token);
    }

    @Test
    void noBitOfATokenCanBeChanged() {
        byte[] bytes = Base64.getUrlDecoder().decode(token);
        for (int bit = 0; bit < bytes.length * 8; bit++) {
            byte[] changed = bytes.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(tokens.read(Base64.getUrlEncoder().withoutPadding().encodeToString(changed)))
                    .as("bit " + bit)
                    .isEmpty();
        }
    }

    /** The last character has bits to spare, which a lenient decoder leaves out. */
    @Test
    void aTokenHasOneFormOnly() {
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        String start = token.substring(0, token.length() - 1);
        long read = alphabet.chars()
                .filter(last -> tokens.read(start + (char) last).isPresent())
                .count();
        assertThat(read).isEqualTo(1);
        for (String other : List.of("", "x", start, token + "=", token + "A", " " + token, token.replace('-', '+'))) {
            assertThat(tokens.read(other).filter(ignored -> !other.equals(token)))
                    .as(other)
                    .isEmpty();
        }
    }

    @Test
    void anotherKeySetsTokensAreNone() {
        assertThat(new RefreshTokens(nextKeys).read(token)).isEmpty();
    }

    /** Two members, of which one has the new key first already and the other has not. */
    @Test
    void whileKeysAreReplacedEveryMemberFindsTheTokenThatAnotherMade() {
        RefreshTokens before = new RefreshTokens(set(keys, nextKeys));
        RefreshTokens after = new RefreshTokens(set(nextKeys, keys));
        assertThat(after.issue(claim)).isNotEqualTo(before.issue(claim));
        for (String made : List.of(before.issue(claim), after.issue(claim))) {
            assertThat(before.read(made)).hasValue(claim);
            assertThat(after.read(made)).hasValue(claim);
            assertThat(before.issued(claim, RefreshTokens.hash(made))).hasValue(made);
            assertThat(after.issued(claim, RefreshTokens.hash(made))).hasValue(made);
        }
        assertThat(after.issued(claim, RefreshTokens.hash("another"))).isEmpty();
    }

    private static TokenKeys set(TokenKeys first, TokenKeys second) {
        return TokenKeys.of(new JWKSet(List.of(first.signing(), second.signing())).toString(false));
    }
}
