package io.exhibit.kernel;

import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.util.Set;

/** Tells troubles that pass, a database that is away or in somebody's way, from those that come back however often one tries. */
public final class Passing {

    /**
     * SQL's classes: no connection, a transaction that lost against another, resources at their end, an operator's doing, the system
     * under the database (PostgreSQL documentation, appendix A).
     */
    private static final Set<String> CLASSES = Set.of("08", "40", "53", "57", "58");

    private static final String LOCK_NOT_AVAILABLE = "55P03";
    private static final String TOOK_TOO_LONG = "57014";

    private Passing() {}

    /** Whether the failure, or anything that caused it, is of the kind that passes. */
    public static boolean isPassing(Throwable failure) {
        return Causes.of(failure)
                .anyMatch(cause -> cause instanceof SQLTransientException
                        || (cause instanceof SQLException sql && isPassing(sql)));
    }

    private static boolean isPassing(SQLException failure) {
        String state = failure.getSQLState();
        // Every answer of PostgreSQL's has a state; without one it is the pool that has lost its connection.
        return state == null
                || state.equals(LOCK_NOT_AVAILABLE)
                || (state.length() == 5 && CLASSES.contains(state.substring(0, 2)) && !state.equals(TOOK_TOO_LONG));
    }
}
