package com.upcoach.entity;

import java.time.Instant;
import java.util.UUID;

/** Something that a person keeps, as an immutable record. */
public interface Entity {
    /** Returns its id, unique for the person and kind. */
    UUID id();

    /** Returns its version, from 1, raised by every change. */
    long version();

    /** Returns when it was made. */
    Instant createdAt();

    /** Returns when it was changed last. */
    Instant updatedAt();
}
