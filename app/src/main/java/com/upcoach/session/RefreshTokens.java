package com.upcoach.session;

import com.nimbusds.jose.jwk.ECKey;
import com.upcoach.digest.Sha256;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Makes and reads refresh tokens: base64url of a format byte, the person, the session, the generation, and an
 * HMAC-SHA256 over these by a key that is derived from a signing key. So a token that was never ours ends no session,
 * and the successor of a token can be told again without its being kept. The first key makes tokens, every key of the
 * set proves one. Thread-safe.
 */
public final class RefreshTokens {
    private static final byte FORMAT = 1;
    private static final int CLAIM_BYTES = 1 + 2 * 2 * Long.BYTES + Long.BYTES;
    private static final int TOKEN_BYTES = CLAIM_BYTES + KeyedDigest.BYTES;
    private static final int TOKEN_CHARACTERS = (TOKEN_BYTES * 8 + 5) / 6;

    private final List<KeyedDigest> digests;

    public RefreshTokens(TokenKeys keys) {
        this.digests = keys.all().stream().map(RefreshTokens::digest).toList();
    }

    private static KeyedDigest digest(ECKey key) {
        return KeyedDigest.of(key, "upcoach refresh token 1");
    }

    /**
     * What a token says.
     *
     * @param generation how often the session had been refreshed when it was made
     */
    record Claim(UUID user, UUID session, long generation) {
        /** Returns what the token says that replaces this one. */
        Claim next() {
            return new Claim(user, session, generation + 1);
        }
    }

    /** Returns the token that a session begins with; load tests make sessions without passwords by it. */
    public String first(UUID user, UUID session) {
        return issue(new Claim(user, session, 0));
    }

    /** Returns the token of a claim. */
    String issue(Claim claim) {
        return token(digests.getFirst(), bytes(claim));
    }

    /**
     * Returns the token of a claim that has this hash: another member may have made it while it had the keys in another
     * order.
     */
    Optional<String> issued(Claim claim, byte[] hash) {
        byte[] bytes = bytes(claim);
        return digests.stream()
                .map(digest -> token(digest, bytes))
                .filter(token -> MessageDigest.isEqual(hash(token), hash))
                .findFirst();
    }

    /** Returns what a token says, if it was ever one of ours. */
    Optional<Claim> read(String token) {
        byte[] bytes = decoded(token);
        if (bytes.length != TOKEN_BYTES || bytes[0] != FORMAT) {
            return Optional.empty();
        }
        byte[] claim = Arrays.copyOf(bytes, CLAIM_BYTES);
        byte[] proof = Arrays.copyOfRange(bytes, CLAIM_BYTES, TOKEN_BYTES);
        boolean ours = false;
        for (KeyedDigest digest : digests) {
            ours |= MessageDigest.isEqual(digest.of(claim), proof);
        }
        return ours ? Optional.of(claim(claim)) : Optional.empty();
    }

    /** Returns what is kept of a token: its SHA-256. */
    public static byte[] hash(String token) {
        return Sha256.of(token);
    }

    /** A token has one form only: what decodes to the same bytes by other characters is none. */
    private static byte[] decoded(String token) {
        if (token.length() != TOKEN_CHARACTERS) {
            return new byte[0];
        }
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(token);
            return encoded(bytes).equals(token) ? bytes : new byte[0];
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }

    private static String token(KeyedDigest digest, byte[] claim) {
        return encoded(ByteBuffer.allocate(TOKEN_BYTES)
                .put(claim)
                .put(digest.of(claim))
                .array());
    }

    private static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static byte[] bytes(Claim claim) {
        return ByteBuffer.allocate(CLAIM_BYTES)
                .put(FORMAT)
                .putLong(claim.user.getMostSignificantBits())
                .putLong(claim.user.getLeastSignificantBits())
                .putLong(claim.session.getMostSignificantBits())
                .putLong(claim.session.getLeastSignificantBits())
                .putLong(claim.generation)
                .array();
    }

    private static Claim claim(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes, 1, CLAIM_BYTES - 1);
        return new Claim(new UUID(in.getLong(), in.getLong()), new UUID(in.getLong(), in.getLong()), in.getLong());
    }
}
