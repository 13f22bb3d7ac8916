package io.exhibit.ledger;

import io.exhibit.kernel.Causes;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;

/** Tells what PostgreSQL itself can no longer read from failures that say nothing of what is stored. */
final class Damage {

    /** A page with another checksum, an index that is not that of its table, a file that is gone (PostgreSQL documentation, appendix A). */
    private static final Set<String> STATES = Set.of("XX001", "XX002", "58P01");

    private Damage() {}

    /** What is damaged, in PostgreSQL's words, when the failure says that something is. */
    static Optional<String> named(Throwable failure) {
        return Causes.of(failure)
                .filter(cause ->
                        cause instanceof SQLException sql && STATES.contains(String.valueOf(sql.getSQLState())))
                .findFirst()
                .map(cause -> "PostgreSQL cannot read what is stored: " + cause.getMessage());
    }
}
