package com.upcoach.coaching.model;

/** Answers questions. An answer takes two seconds at most; whoever cannot answer says so. Thread-safe. */
public interface CoachModel {
    /**
     * Answers.
     *
     * @throws NoReply when there is no answer that can be used
     */
    Reply answer(Question question) throws NoReply;

    /**
     * A question with what the coach knows of the person.
     *
     * @param facts what is worth knowing, the most urgent first; no ids, no names, no addresses
     */
    record Question(String kind, String prompt, Iterable<String> facts) {}

    /**
     * An answer.
     *
     * @param text 1–8,000 characters, without control characters
     * @param provider who gave it, such as {@code rules}
     * @param tokensIn as the provider counts them; 0 when it does not
     */
    record Reply(String text, String provider, String model, int tokensIn, int tokensOut) {}

    /** There is no answer that can be used. */
    final class NoReply extends Exception {
        private static final long serialVersionUID = 1;

        private final boolean providers;

        private NoReply(String reason, boolean providers) {
            super(reason, null, false, false);
            this.providers = providers;
        }

        /** The provider cannot answer anybody. */
        static NoReply ofProvider(String reason) {
            return new NoReply(reason, true);
        }

        /** It did not answer this question, and may answer the next. */
        static NoReply ofQuestion(String reason) {
            return new NoReply(reason, false);
        }

        /** Whether another question would fare no better. */
        boolean isProviders() {
            return providers;
        }
    }
}
