package io.exhibit.intake;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Makes sense of the submissions of one kind. Called in the transaction that moves the cursor, in ledger order. */
public interface Interpreter {

    Kind kind();

    /** Name and version of the reader in use: what an older one could not read, this one may. */
    String reader();

    /** What its readers take at the most, for senders to see; texts are cut or documents set aside beyond. */
    Limits limits();

    /** Of JSON: levels, and characters of a text, a name and a number, tokens in all; items of a document, null: as many as fit. */
    record Limits(
            int depth,
            int text,
            int name,
            int number,
            long tokens,
            @Nullable Integer items) {}

    /** Reads the document (already decompressed) and writes what it means; an unreadable one is quarantined, with nothing written. */
    Interpreted interpret(Submission submission, InputStream document) throws Unreadable, IOException;
}
