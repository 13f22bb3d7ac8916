package io.exhibit.intake;

import java.io.IOException;
import java.io.InputStream;

/** Makes sense of the submissions of one kind. Called in the transaction that moves the cursor, in ledger order. */
public interface Interpreter {

    Kind kind();

    /** Reads the document (already decompressed) and writes what it means; an unreadable one is quarantined, with nothing written. */
    Interpreted interpret(Submission submission, InputStream document) throws Unreadable, IOException;
}
