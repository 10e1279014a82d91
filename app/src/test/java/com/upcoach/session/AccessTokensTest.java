package com.upcoach.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.upcoach.failure.Failure;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class AccessTokensTest {
    private static final UUID USER = UUID.fromString("7c1f0d2e-1111-4abc-8def-000000000001");
    private static final UUID SESSION = UUID.fromString("f2e1d3c4-2222-4abc-8def-000000000002");
    private static final Clock NOW = Clock.fixed(Instant.parse("2026-02-03T04:05:06Z"), ZoneOffset.UTC);
    private static final Duration SKEW = Duration.ofMinutes(1);

    private final TokenKeys keys = TokenKeys.create();
    private final AccessTokens tokens = new AccessTokens(keys, NOW);
    private final String token = tokens.issue(USER, SESSION);

    @Test
    void tellsWhoHoldsAToken() {
        Instant until = NOW.instant().plus(AccessTokens.LIFETIME).plus(SKEW);
        assertThat(tokens.verify(token)).isEqualTo(new Caller(USER, SESSION, until));
        assertThat(tokens.verify(token)).isEqualTo(new Caller(USER, SESSION, until));
    }

    @Test
    void aTokenEndsAfterItsLifetime() {
        Duration last = AccessTokens.LIFETIME.plus(SKEW);
        assertThat(at(last).verify(token).user()).isEqualTo(USER);
        assertRefused(at(last.plusMillis(1)), token, "token-expired");
    }

    @Test
    void aTokenIsNotTakenBeforeItsTime() {
        assertThat(at(SKEW.negated()).verify(token).user()).isEqualTo(USER);
        assertRefused(at(SKEW.negated().minusMillis(1)), token, "token-invalid");
    }

    @Test
    void onlyOurHeaderIsTaken() throws JOSEException, ParseException {
        JWSSigner ours = new ECDSASigner(keys.signing());
        assertThat(tokens.verify(signed(header(JWSAlgorithm.ES256), ours)).user())
                .isEqualTo(USER);
        assertRefused(signed(header(JWSAlgorithm.ES256).type(JOSEObjectType.JWT), ours));
        assertRefused(signed(header(JWSAlgorithm.ES256).criticalParams(Set.of("upcoach")), ours));
        assertRefused(signed(header(JWSAlgorithm.ES256).keyID("other"), ours));
    }

    @Test
    void aTokenWithoutSignatureIsRefused() {
        String header = "{\"alg\":\"none\",\"typ\":\"at+jwt\",\"kid\":\""
                + keys.signing().getKeyID() + "\"}";
        String unsigned =
                Base64.getUrlEncoder().withoutPadding().encodeToString(header.getBytes(StandardCharsets.UTF_8))
                        + token.substring(token.indexOf('.'), token.lastIndexOf('.') + 1);
        assertRefused(unsigned);
        assertRefused(token.substring(0, token.lastIndexOf('.') + 1));
    }

    @Test
    void ourPublicKeyIsNoSharedSecret() throws JOSEException, ParseException {
        MACSigner forger = new MACSigner(keys.signing().toECPublicKey().getEncoded());
        assertRefused(signed(header(JWSAlgorithm.HS256), forger));
    }

    @Test
    void anotherKeyUnderOurIdIsRefused() throws JOSEException, ParseException {
        ECDSASigner other = new ECDSASigner(TokenKeys.create().signing());
        assertRefused(signed(header(JWSAlgorithm.ES256), other));
    }

    @Test
    void changedClaimsAreRefused() {
        List<String> parts = List.of(token.split("\\.", 3));
        String claims = new String(Base64.getUrlDecoder().decode(parts.get(1)), StandardCharsets.UTF_8)
                .replace(USER.toString(), SESSION.toString());
        String forged = Base64.getUrlEncoder().withoutPadding().encodeToString(claims.getBytes(StandardCharsets.UTF_8));
        assertThat(forged).isNotEqualTo(parts.get(1));
        assertRefused(parts.get(0) + "." + forged + "." + parts.get(2));
        assertRefused("");
        assertRefused(token + "a".repeat(2_000));
    }

    @Test
    void aKeyIsReplacedWithoutEndingItsTokens() {
        TokenKeys next = TokenKeys.create();
        JWKSet both = new JWKSet(List.of(next.signing(), keys.signing()));
        AccessTokens rotated = new AccessTokens(TokenKeys.of(both.toString(false)), NOW);
        assertThat(rotated.verify(token).user()).isEqualTo(USER);
        assertThat(new AccessTokens(next, NOW)
                        .verify(rotated.issue(USER, SESSION))
                        .user())
                .isEqualTo(USER);
        assertRefused(rotated.issue(USER, SESSION));
    }

    /** A key that the header brings, or points to, is not looked at. */
    @Test
    void foreignKeysInTheHeaderAreNotTaken() throws JOSEException, ParseException {
        ECKey foreign = TokenKeys.create().signing();
        JWSSigner forger = new ECDSASigner(foreign);
        URI elsewhere = URI.create("https://forger.example/jwks.json");
        assertRefused(signed(header(JWSAlgorithm.ES256).jwk(foreign.toPublicJWK()), forger));
        assertRefused(signed(header(JWSAlgorithm.ES256).jwkURL(elsewhere), forger));
        assertRefused(signed(
                header(JWSAlgorithm.ES256)
                        .keyID(foreign.getKeyID())
                        .jwk(foreign.toPublicJWK())
                        .jwkURL(elsewhere),
                forger));
    }

    @Test
    void otherAlgorithmsAreNotTakenWhateverTheyAreSignedWith() throws JOSEException, ParseException {
        RSAKey rsa = new RSAKeyGenerator(2048).generate();
        assertRefused(signed(header(JWSAlgorithm.RS256), new RSASSASigner(rsa)));
        ECKey larger = new ECKeyGenerator(Curve.P_384).generate();
        assertRefused(signed(header(JWSAlgorithm.ES384), new ECDSASigner(larger)));
    }

    @Test
    void everyClaimIsNeeded() throws JOSEException, ParseException {
        JWTClaimsSet claims = SignedJWT.parse(token).getJWTClaimsSet();
        assertThat(tokens.verify(signed(claims)).user()).isEqualTo(USER);
        for (String claim : List.of("iss", "aud", "exp", "nbf", "sub", "sid")) {
            assertRefused(
                    signed(new JWTClaimsSet.Builder(claims).claim(claim, null).build()));
        }
        assertRefused(signed(new JWTClaimsSet.Builder(claims)
                .issuer("https://forger.example")
                .build()));
        assertRefused(
                signed(new JWTClaimsSet.Builder(claims).audience("another").build()));
        assertRefused(signed(new JWTClaimsSet.Builder(claims)
                .audience(List.of("upcoach", "another"))
                .build()));
        assertRefused(signed(new JWTClaimsSet.Builder(claims).subject("nobody").build()));
    }

    private String signed(JWTClaimsSet claims) throws JOSEException {
        SignedJWT jwt = new SignedJWT(header(JWSAlgorithm.ES256).build(), claims);
        jwt.sign(new ECDSASigner(keys.signing()));
        return jwt.serialize();
    }

    private AccessTokens at(Duration later) {
        return new AccessTokens(keys, Clock.offset(NOW, later));
    }

    private JWSHeader.Builder header(JWSAlgorithm algorithm) {
        return new JWSHeader.Builder(algorithm)
                .type(new JOSEObjectType("at+jwt"))
                .keyID(keys.signing().getKeyID());
    }

    private String signed(JWSHeader.Builder header, JWSSigner signer) throws JOSEException, ParseException {
        JWTClaimsSet claims = SignedJWT.parse(token).getJWTClaimsSet();
        SignedJWT jwt = new SignedJWT(header.build(), claims);
        jwt.sign(signer);
        return jwt.serialize();
    }

    private void assertRefused(String forged) {
        assertRefused(tokens, forged, "token-invalid");
    }

    private static void assertRefused(AccessTokens tokens, String token, String code) {
        assertThatThrownBy(() -> tokens.verify(token))
                .isInstanceOfSatisfying(
                        Failure.Unauthorized.class,
                        failure -> assertThat(failure.code()).isEqualTo(code));
    }
}
