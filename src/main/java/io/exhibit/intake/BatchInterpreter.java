package io.exhibit.intake;

import java.util.List;

/** An interpreter that reads many small documents for the price of few, in the same transaction and with the same effects. */
public interface BatchInterpreter extends Interpreter {

    /** A document that is held in memory, as it came. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Small(Submission submission, byte[] document) {}

    /** Reads all of them; what each came to, in their order. When it fails nothing is kept, and they are read one by one. */
    List<Reading> interpret(List<Small> documents);
}
