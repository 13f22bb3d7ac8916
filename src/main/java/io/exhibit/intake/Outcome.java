package io.exhibit.intake;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What became of a submission in its turn: read, with counts, or in trouble. */
record Outcome(SubmissionStore.Queued queued, @Nullable Unreadable trouble, String reader, Map<String, Object> counts) {

    /** The reader itself failed: no fault that the document is known to have. */
    static final String FAILED = "internal-error";

    static Outcome of(SubmissionStore.Queued queued, Interpreter interpreter, Reading reading) {
        return switch (reading) {
            case Interpreted read -> new Outcome(queued, null, read.reader(), read.counts());
            case Unreadable trouble -> new Outcome(queued, trouble, interpreter.reader(), Map.of());
        };
    }

    static List<Outcome> failed(Interpreter interpreter, List<SubmissionStore.Queued> queued) {
        return queued.stream().map(one -> failed(interpreter, one)).toList();
    }

    static Outcome failed(Interpreter interpreter, SubmissionStore.Queued queued) {
        return of(
                queued,
                interpreter,
                new Unreadable(FAILED, "The reader failed on this document. It is kept; the log has the cause."));
    }
}
