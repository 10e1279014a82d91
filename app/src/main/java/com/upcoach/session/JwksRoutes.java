package com.upcoach.session;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.upcoach.grid.view.View;
import com.upcoach.http.Answers;
import com.upcoach.http.Routing;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * {@code /.well-known/jwks.json}: the public halves of the keys that access tokens are verified by (RFC 7517).
 * Immutable.
 */
public final class JwksRoutes implements HttpService {
    private static final String TYPE = "application/jwk-set+json";

    private final View document;

    public JwksRoutes(TokenKeys keys) {
        this.document = View.tagged(json(keys).getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void routing(HttpRules rules) {
        Routing.publicPath("/.well-known/jwks.json")
                .get((request, response) -> Answers.publicDocument(request, response, TYPE, document))
                .on(rules);
    }

    static String json(TokenKeys keys) {
        List<JWK> shown = keys.all().stream().map(JwksRoutes::shown).toList();
        return new JWKSet(shown).toString(true);
    }

    /** Built of the public coordinates alone, so that nothing else that a key file has can get out. */
    private static JWK shown(ECKey key) {
        return new ECKey.Builder(key.getCurve(), key.getX(), key.getY())
                .keyID(key.getKeyID())
                .keyUse(KeyUse.SIGNATURE)
                .algorithm(JWSAlgorithm.ES256)
                .build();
    }
}
