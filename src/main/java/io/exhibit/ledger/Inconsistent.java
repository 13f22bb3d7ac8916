package io.exhibit.ledger;

/** What is in the database does not go with what was signed, or with itself. */
final class Inconsistent extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Inconsistent(String message) {
        super(message);
    }

    Inconsistent(String message, Throwable cause) {
        super(message, cause);
    }
}
