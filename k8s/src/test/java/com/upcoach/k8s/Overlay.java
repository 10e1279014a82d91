package com.upcoach.k8s;

import java.util.List;
import java.util.stream.Stream;

/**
 * What one overlay renders to.
 *
 * @param name of its folder
 */
record Overlay(String name, List<Manifest> manifests) {
    /** The manifests of a kind. */
    Stream<Manifest> of(String kind) {
        return manifests.stream().filter(manifest -> manifest.is(kind));
    }
}
