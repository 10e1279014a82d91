package com.upcoach.admission;

import java.util.Optional;

/** What a person's plan grants beyond the standard quota. */
@FunctionalInterface
public interface Entitlements {
    /** Returns the permits of a window that a person's plan grants, if it says so. */
    Optional<Integer> permits(Subject person);
}
