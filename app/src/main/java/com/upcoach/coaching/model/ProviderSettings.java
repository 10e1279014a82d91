package com.upcoach.coaching.model;

import com.upcoach.failure.StartFailure;
import java.net.URI;

/**
 * Where an OpenAI-compatible provider is.
 *
 * @param base such as {@code https://models.example/v1}, without a slash at its end
 * @param key sent as a bearer token; empty when none is needed
 * @param model the model's name
 */
public record ProviderSettings(URI base, String key, String model) {
    public ProviderSettings {
        if (!key.matches("[\\x21-\\x7e]*")) {
            throw new StartFailure("UPCOACH_AI_KEY: a key is visible ASCII");
        }
    }

    /** Parses a base URL. */
    public static URI base(String text) {
        URI uri = URI.create(text.replaceAll("/+$", ""));
        boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
        if (!http || uri.getHost() == null || uri.getUserInfo() != null || uri.getQuery() != null) {
            throw new IllegalArgumentException("expected http(s)://host[:port][/path]");
        }
        return uri;
    }

    /** Tells everything but the key. */
    @Override
    public String toString() {
        return "ProviderSettings[" + base + ", " + model + "]";
    }
}
