package io.exhibit.scans;

import io.exhibit.intake.Interpreted;
import io.exhibit.intake.Interpreter;
import io.exhibit.intake.Kind;
import io.exhibit.intake.Submission;
import io.exhibit.intake.Unreadable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Keeps what VEX documents claim. Nothing follows from it for any finding: that takes decisions of people. */
@Component
class VexInterpreter implements Interpreter {

    private final VexStore store;

    VexInterpreter(VexStore store) {
        this.store = store;
    }

    @Override
    public Kind kind() {
        return Kind.VEX;
    }

    @Override
    public String reader() {
        return OpenVexReader.NAME;
    }

    @Override
    public Limits limits() {
        return OpenVexReader.LIMITS;
    }

    @Override
    public Interpreted interpret(Submission submission, InputStream document) throws Unreadable, IOException {
        VexStore.Writing writing = store.begin(submission);
        VexDocument read = OpenVexReader.read(document, writing::add);
        writing.end(read, "openvex");
        return new Interpreted(OpenVexReader.NAME, Map.of("statements", read.statements, "products", read.products));
    }
}
