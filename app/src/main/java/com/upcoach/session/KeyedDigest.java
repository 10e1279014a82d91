package com.upcoach.session;

import com.nimbusds.jose.jwk.ECKey;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.KDF;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.HKDFParameterSpec;

/**
 * HMAC-SHA256 by a key that is derived from a signing key for one purpose alone (HKDF, RFC 5869), so that nobody has
 * another secret to keep. Thread-safe.
 */
final class KeyedDigest {
    /** Length of a digest. */
    static final int BYTES = 32;

    private static final String HMAC = "HmacSHA256";

    private final SecretKey key;

    private KeyedDigest(SecretKey key) {
        this.key = key;
    }

    /**
     * Derives a digest.
     *
     * @param purpose digests of different purposes have nothing in common
     */
    static KeyedDigest of(ECKey signing, String purpose) {
        HKDFParameterSpec derivation = HKDFParameterSpec.ofExtract()
                .addIKM(signing.getD().decode())
                .thenExpand(purpose.getBytes(StandardCharsets.UTF_8), BYTES);
        try {
            return new KeyedDigest(KDF.getInstance("HKDF-SHA256").deriveKey(HMAC, derivation));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns the digest of bytes. */
    byte[] of(byte[] bytes) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(key);
            return mac.doFinal(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
