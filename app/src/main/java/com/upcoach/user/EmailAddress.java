package com.upcoach.user;

/**
 * An e-mail address as somebody wrote it, without the spaces around it.
 *
 * @param text may be anything where somebody only claims to have an account
 */
public record EmailAddress(String text) {
    public EmailAddress {
        text = text.strip();
    }

    /**
     * Returns what all spellings of one account's address have in common: each character in lower case by itself, as
     * PostgreSQL's {@code lower} does it. {@link String#toLowerCase} makes two characters of {@code İ} (U+0130), so
     * that one account would have several counters.
     */
    public String key() {
        return text.codePoints()
                .map(Character::toLowerCase)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /** Leaves the address out: it is personal. */
    @Override
    public String toString() {
        return "EmailAddress";
    }
}
