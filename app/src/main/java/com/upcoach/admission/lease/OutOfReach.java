package com.upcoach.admission.lease;

/** A counter cannot be asked; whether an ask under way is carried out is not known. */
final class OutOfReach extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final boolean lost;

    /**
     * Creates the failure.
     *
     * @param lost whether that will not pass by itself within a moment: too few members are there, or the owner has not
     *     answered for seconds and nobody took its place
     */
    OutOfReach(boolean lost) {
        super(null, null, false, false);
        this.lost = lost;
    }

    boolean isLost() {
        return lost;
    }
}
