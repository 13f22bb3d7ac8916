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

/**
 * Keeps what VEX documents claim, and since when fixes were there to be had. A claim changes no finding, that takes decisions of people;
 * the dates count from a turn of their own on.
 */
@Component
class VexInterpreter implements Interpreter {

    private final VexStore store;
    private final AdvisedFixStore fixes;

    VexInterpreter(VexStore store, AdvisedFixStore fixes) {
        this.store = store;
        this.fixes = fixes;
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
        AdvisedFixStore.Writing dates = fixes.begin();
        VexFormat.Read read = VexFormat.read(document, writing::add, dates::add);
        writing.end(read.document(), read.format().format);
        Map<String, Object> counts = new LinkedHashMap<>();
        counts.put("statements", read.document().statements);
        counts.put("products", read.document().products);
        if (read.document().incomparable > 0) {
            counts.put("products not to be compared", read.document().incomparable);
        }
        counts.putAll(dates.end(writing.document(), read.document().fixesReleasedAt, submission.receivedAt()));
        return new Interpreted(read.format().reader, counts);
    }
}
