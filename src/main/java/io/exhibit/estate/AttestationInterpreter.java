package io.exhibit.estate;

import io.exhibit.intake.Interpreted;
import io.exhibit.intake.Interpreter;
import io.exhibit.intake.Kind;
import io.exhibit.intake.Submission;
import io.exhibit.intake.Unreadable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Keeps what is stated and signed about images, and with which of the entered keys its signatures verify. */
@Component
class AttestationInterpreter implements Interpreter {

    private final AttestationStore store;
    private final SignatureMatches matches;

    AttestationInterpreter(AttestationStore store, SignatureMatches matches) {
        this.store = store;
        this.matches = matches;
    }

    @Override
    public Kind kind() {
        return Kind.ATTESTATIONS;
    }

    @Override
    public String reader() {
        return AttestationReader.NAME;
    }

    @Override
    public Limits limits() {
        return AttestationReader.LIMITS;
    }

    @Override
    public Interpreted interpret(Submission submission, InputStream document) throws Unreadable, IOException {
        SignatureMatches.Comparing comparing = matches.begin(submission.receivedAt(), submission.id());
        AttestationStore.Writing writing = store.begin(submission);
        AttestationReader.Counts counts = AttestationReader.read(document, one -> {
            writing.add(one);
            comparing.add(one);
        });
        writing.end();
        comparing.end();
        return new Interpreted(
                AttestationReader.NAME, Map.of("statements", counts.statements(), "subjects", counts.subjects()));
    }
}
