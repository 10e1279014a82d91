package com.upcoach.trial;

import com.upcoach.trial.Operation.Exchange;
import com.upcoach.trial.Operation.Read;
import com.upcoach.trial.Operation.Write;
import java.util.Optional;

/** The state of one register that is written by compare-and-set under its version; the sequential specification. */
record Register(long version, String value) {
    /**
     * The register once the exchange has taken effect on it, empty when it could not have given that answer. It is this
     * register's equal for reads and lost writes; every other write makes the version greater.
     */
    Optional<Register> after(Exchange exchange) {
        return switch (exchange) {
            case Read read -> Optional.of(this).filter(new Register(read.version(), read.value())::equals);
            case Write write -> after(write);
        };
    }

    private Optional<Register> after(Write write) {
        boolean matches = write.expected() == version;
        return switch (write.outcome()) {
            case WON, UNKNOWN -> matches ? Optional.of(new Register(version + 1, write.value())) : Optional.empty();
            case LOST -> matches ? Optional.empty() : Optional.of(this);
        };
    }
}
