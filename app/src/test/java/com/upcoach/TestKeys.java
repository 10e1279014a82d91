package com.upcoach;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.util.List;

/** A key set that every member of this test run signs with. */
final class TestKeys {
    static final String JSON = create();

    private TestKeys() {}

    private static String create() {
        return set(List.of(key("test")));
    }

    /** A set of keys, as the setting takes it: the first one signs. */
    static String set(List<JWK> keys) {
        return new JWKSet(keys).toString(false);
    }

    static JWK key(String id) {
        try {
            return new ECKeyGenerator(Curve.P_256).keyID(id).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }
}
