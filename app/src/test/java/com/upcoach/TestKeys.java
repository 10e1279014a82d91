package com.upcoach;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;

/** A key set that every member of this test run signs with. */
final class TestKeys {
    static final String JSON = create();

    private TestKeys() {}

    private static String create() {
        try {
            return new JWKSet(new ECKeyGenerator(Curve.P_256).keyID("test").generate()).toString(false);
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }
}
