package com.upcoach.session;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.upcoach.failure.Failure;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Signs and verifies access tokens: JWT (RFC 9068 profile), ES256 and nothing else, 15 minutes. A token that was
 * verified once is remembered until it ends, so that a signature is not checked for every request. Thread-safe.
 */
public final class AccessTokens {
    /** How long a token is good for. */
    public static final Duration LIFETIME = Duration.ofMinutes(15);

    static final Duration SKEW = Duration.ofSeconds(60);
    private static final String ISSUER = "https://api.upcoach.ai";
    private static final String AUDIENCE = "upcoach";
    private static final JOSEObjectType TYPE = new JOSEObjectType("at+jwt");
    private static final int MAX_REMEMBERED = 20_000;
    private static final int MAX_LENGTH = 2_000;

    private final Clock clock;
    private final String signingKeyId;
    private final JWSSigner signer;
    private final Map<String, JWSVerifier> verifiers = new HashMap<>();
    private final Cache<String, Caller> verified =
            Caffeine.newBuilder().maximumSize(MAX_REMEMBERED).build();

    public AccessTokens(TokenKeys keys, Clock clock) {
        this.clock = clock;
        this.signingKeyId = keys.signing().getKeyID();
        try {
            this.signer = new ECDSASigner(keys.signing());
            for (ECKey key : keys.all()) {
                verifiers.put(key.getKeyID(), new ECDSAVerifier(key.toPublicJWK()));
            }
        } catch (JOSEException e) {
            throw new IllegalArgumentException("unusable signing key", e);
        }
    }

    /** Returns a new token of a person's session. */
    public String issue(UUID user, UUID session) {
        Instant now = clock.instant();
        JWTClaimsSet claims = new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .audience(AUDIENCE)
                .subject(user.toString())
                .claim("sid", session.toString())
                .issueTime(Date.from(now))
                .notBeforeTime(Date.from(now))
                .expirationTime(Date.from(now.plus(LIFETIME)))
                .jwtID(UUID.randomUUID().toString())
                .build();
        JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.ES256)
                .type(TYPE)
                .keyID(signingKeyId)
                .build();
        SignedJWT token = new SignedJWT(header, claims);
        try {
            token.sign(signer);
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
        return token.serialize();
    }

    /**
     * Returns who holds a token.
     *
     * @throws Failure.Unauthorized when it is not one of ours, or has ended
     */
    public Caller verify(String token) {
        Caller known = verified.getIfPresent(token);
        if (known == null) {
            known = check(token);
            verified.put(token, known);
        }
        if (clock.instant().isAfter(known.until())) {
            verified.invalidate(token);
            throw new Failure.Unauthorized("token-expired", "The access token has ended. Refresh it.");
        }
        return known;
    }

    private Caller check(String token) {
        if (token.length() > MAX_LENGTH) {
            throw invalid();
        }
        try {
            SignedJWT jwt = SignedJWT.parse(token);
            requireSignature(jwt);
            return caller(jwt.getJWTClaimsSet());
        } catch (ParseException | JOSEException | IllegalArgumentException e) {
            throw invalid();
        }
    }

    /** The algorithm is ours to say, not the token's; keys come by id from our set, never from the header. */
    private void requireSignature(SignedJWT jwt) throws JOSEException {
        JWSHeader header = jwt.getHeader();
        JWSVerifier verifier = verifiers.get(String.valueOf(header.getKeyID()));
        if (!JWSAlgorithm.ES256.equals(header.getAlgorithm())
                || !TYPE.equals(header.getType())
                || header.getCriticalParams() != null
                || verifier == null
                || !jwt.verify(verifier)) {
            throw invalid();
        }
    }

    private Caller caller(JWTClaimsSet claims) throws ParseException {
        Instant now = clock.instant();
        Instant until = instant(claims.getExpirationTime());
        if (!ISSUER.equals(claims.getIssuer())
                || !List.of(AUDIENCE).equals(claims.getAudience())
                || instant(claims.getNotBeforeTime()).isAfter(now.plus(SKEW))) {
            throw invalid();
        }
        return new Caller(
                UUID.fromString(String.valueOf(claims.getSubject())),
                UUID.fromString(String.valueOf(claims.getStringClaim("sid"))),
                until.plus(SKEW));
    }

    private static Instant instant(@Nullable Date date) {
        if (date == null) {
            throw invalid();
        }
        return date.toInstant();
    }

    private static Failure invalid() {
        return new Failure.Unauthorized("token-invalid", "The access token is not valid.");
    }
}
