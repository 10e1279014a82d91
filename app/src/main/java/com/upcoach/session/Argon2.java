package com.upcoach.session;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * argon2id, version 1.3 (RFC 9106), whose hashes are PHC strings: {@code $argon2id$v=19$m=…,t=…,p=…$salt$hash}.
 * Immutable.
 *
 * @param memoryKib that one hash takes while it is computed
 * @param passes over that memory
 * @param lanes of that memory
 */
record Argon2(int memoryKib, int passes, int lanes) {
    private static final int HASH_BYTES = 32;
    private static final int SALT_BYTES = 16;
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Base64.Encoder ENCODER = Base64.getEncoder().withoutPadding();
    private static final Pattern PHC = Pattern.compile(
            "\\$argon2id\\$v=19\\$m=(\\d{1,7}),t=(\\d{1,3}),p=(\\d{1,3})\\$([A-Za-z0-9+/]+)\\$([A-Za-z0-9+/]+)");

    /**
     * Returns what a hash was made with.
     *
     * @throws IllegalArgumentException when it is no hash of argon2id
     */
    static Argon2 of(String hash) {
        return of(parsed(hash));
    }

    private static Argon2 of(Matcher hash) {
        return new Argon2(number(hash, 1), number(hash, 2), number(hash, 3));
    }

    /** Returns whether a password has a hash, whatever it was made with. */
    static boolean matches(String password, String hash) {
        Matcher parsed = parsed(hash);
        byte[] expected = Base64.getDecoder().decode(parsed.group(5));
        byte[] salt = Base64.getDecoder().decode(parsed.group(4));
        return MessageDigest.isEqual(expected, of(parsed).compute(password, salt, expected.length));
    }

    /** Returns the hash of a password with a salt of its own. */
    String hash(String password) {
        byte[] salt = random(SALT_BYTES);
        return phc(salt, compute(password, salt, HASH_BYTES));
    }

    /**
     * Returns what looks like the hash of a password and was made of none: nothing matches it, and finding out takes as
     * long.
     */
    String nobodys() {
        return phc(random(SALT_BYTES), random(HASH_BYTES));
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        RANDOM.nextBytes(bytes);
        return bytes;
    }

    private String phc(byte[] salt, byte[] hash) {
        return "$argon2id$v=19$m=%d,t=%d,p=%d$%s$%s"
                .formatted(memoryKib, passes, lanes, ENCODER.encodeToString(salt), ENCODER.encodeToString(hash));
    }

    private byte[] compute(String password, byte[] salt, int bytes) {
        Argon2BytesGenerator generator = new Argon2BytesGenerator();
        generator.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(memoryKib)
                .withIterations(passes)
                .withParallelism(lanes)
                .withSalt(salt)
                .build());
        byte[] utf8 = password.getBytes(StandardCharsets.UTF_8);
        byte[] hash = new byte[bytes];
        generator.generateBytes(utf8, hash);
        Arrays.fill(utf8, (byte) 0);
        return hash;
    }

    private static Matcher parsed(String hash) {
        Matcher matcher = PHC.matcher(hash);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("no hash of argon2id");
        }
        return matcher;
    }

    private static int number(Matcher hash, int group) {
        return Integer.parseInt(hash.group(group));
    }
}
