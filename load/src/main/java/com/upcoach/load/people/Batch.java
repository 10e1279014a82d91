package com.upcoach.load.people;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/**
 * People that are made and removed together. Every id is a function of the batch's name and of numbers, so that the
 * same batch is the same people; SQL has the same function: {@code md5(text)::uuid}.
 */
record Batch(String name) {
    Batch {
        if (!name.matches("[a-z][a-z0-9-]{0,29}")) {
            throw new IllegalArgumentException(
                    "a batch is named by small letters, digits and dashes, not '" + name + "'");
        }
    }

    String email(int person) {
        return name + "-" + person + "@load.example";
    }

    UUID person(int person) {
        return id("%s person %d".formatted(name, person));
    }

    UUID goal(int person, int goal) {
        return id("%s goal %d %d".formatted(name, person, goal));
    }

    UUID task(int person, int goal, int task) {
        return id("%s task %d %d %d".formatted(name, person, goal, task));
    }

    private static UUID id(String text) {
        try {
            ByteBuffer digest =
                    ByteBuffer.wrap(MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8)));
            return new UUID(digest.getLong(), digest.getLong());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
