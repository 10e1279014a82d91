package com.upcoach.grid;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Mutual TLS between members: each shows a certificate, and talks to whoever shows one of the same authority.
 *
 * @param folder holds {@code tls.key} and {@code tls.crt} of this member and {@code ca.crt} of the authority, PEM; the
 *     names of a Kubernetes TLS secret
 */
public record GridTls(Path folder) {
    /** Refuses a folder in which something is missing. */
    public GridTls {
        for (String name : List.of("tls.key", "tls.crt", "ca.crt")) {
            if (!Files.isReadable(folder.resolve(name))) {
                throw new IllegalArgumentException("'" + folder.resolve(name) + "' cannot be read");
            }
        }
    }

    /** Returns where a file is, as Coherence wants it told. */
    String location(String name) {
        return folder.resolve(name).toUri().toString();
    }
}
