package com.upcoach.session;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * The keys that sign access tokens, as a JSON Web Key Set (RFC 7517) of P-256 keys: the first one signs, every one
 * verifies, so that a key is replaced by putting its successor first. Immutable.
 */
public final class TokenKeys {
    private final List<ECKey> keys;

    private TokenKeys(List<ECKey> keys) {
        this.keys = keys;
    }

    /** Makes a key set file where there is none; the launcher runs it before it starts members. */
    public static void main(String[] args) {
        loadOrCreate(Path.of(args[0]));
    }

    /**
     * Reads a key set.
     *
     * @param text the JSON, or the path of a file that holds it
     * @throws IllegalArgumentException saying what is wrong, without the keys
     */
    public static TokenKeys of(String text) {
        if (text.stripLeading().startsWith("{")) {
            return parse(text);
        }
        try {
            return parse(Files.readString(Path.of(text)));
        } catch (IOException e) {
            throw new IllegalArgumentException("neither a JSON Web Key Set nor a file that can be read");
        }
    }

    /** Reads the key set of a file that only its owner can read, and makes it the first time. */
    public static TokenKeys loadOrCreate(Path file) {
        try {
            if (!Files.exists(file)) {
                write(file, new JWKSet(generate()).toString(false));
            }
            return parse(Files.readString(file));
        } catch (IOException e) {
            throw new IllegalArgumentException("cannot use " + file + ": " + e.getMessage());
        }
    }

    /** Returns a set with one new key. */
    static TokenKeys create() {
        return new TokenKeys(List.of(generate()));
    }

    ECKey signing() {
        return keys.getFirst();
    }

    List<ECKey> all() {
        return keys;
    }

    private static ECKey generate() {
        try {
            return new ECKeyGenerator(Curve.P_256)
                    .keyUse(KeyUse.SIGNATURE)
                    .algorithm(JWSAlgorithm.ES256)
                    .keyID(UUID.randomUUID().toString())
                    .generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static TokenKeys parse(String json) {
        List<ECKey> keys = new ArrayList<>();
        try {
            for (JWK key : JWKSet.parse(json).getKeys()) {
                keys.add(usable(key));
            }
        } catch (ParseException e) {
            throw new IllegalArgumentException("not a JSON Web Key Set");
        }
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("the key set is empty");
        }
        return new TokenKeys(List.copyOf(keys));
    }

    private static ECKey usable(JWK key) {
        if (key instanceof ECKey ec && Curve.P_256.equals(ec.getCurve()) && ec.isPrivate() && ec.getKeyID() != null) {
            return ec;
        }
        throw new IllegalArgumentException("every key must be a private P-256 key with a kid");
    }

    private static void write(Path file, String json) throws IOException {
        Path directory = file.toAbsolutePath().getParent();
        if (directory != null) {
            Files.createDirectories(directory);
        }
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, json, StandardOpenOption.WRITE);
    }
}
