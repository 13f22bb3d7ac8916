package io.exhibit.scans;

import io.exhibit.intake.Interpreted;
import io.exhibit.intake.Interpreter;
import io.exhibit.intake.Kind;
import io.exhibit.intake.Submission;
import io.exhibit.intake.Unreadable;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
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
        return VexFormat.NAMES;
    }

    @Override
    public Limits limits() {
        return VexFormat.LIMITS;
    }

    @Override
    public Interpreted interpret(Submission submission, InputStream document) throws Unreadable, IOException {
        VexStore.Writing writing = store.begin(submission);
        VexFormat.Read read = VexFormat.read(document, writing::add);
        writing.end(read.document(), read.format().format);
        Map<String, Object> counts = new LinkedHashMap<>();
        counts.put("statements", read.document().statements);
        counts.put("products", read.document().products);
        if (read.document().incomparable > 0) {
            counts.put("products not to be compared", read.document().incomparable);
        }
        return new Interpreted(read.format().reader, counts);
    }
}
