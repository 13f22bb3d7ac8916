package io.exhibit.packs;

import io.exhibit.controls.Judging;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Makes the ten tests of completeness and accuracy, and says of those that a pack cannot make who can. */
@Component
class Crosschecks {

    private final JdbcClient jdbc;
    private final Extraction extraction;

    Crosschecks(JdbcClient jdbc, Extraction extraction) {
        this.jdbc = jdbc;
        this.extraction = extraction;
    }

    /** Must be called in the freezing transaction, when the registers are there: both sides are of one state of the database. */
    List<Crosscheck> of(Dossier dossier, Judging judging, Path directory) throws IOException {
        Frame frame = dossier.frame();
        return List.of(
                CountCheck.of(jdbc, register -> draw(register, directory), dossier),
                DigestCheck.of(jdbc, frame),
                SilenceCheck.of(jdbc, frame),
                SequenceCheck.of(jdbc, frame),
                TraceCheck.of(
                        dossier.register(FindingRegister.NAME),
                        dossier.register(AlertRegister.NAME),
                        dossier.register(SourceRegister.NAME)),
                elsewhere(
                        Crosscheck.Test.R6,
                        "The examiner's: items are picked where they came from, by somebody who does not depend on the bank or on Exhibit, and looked"
                                + " up in the populations."),
                elsewhere(
                        Crosscheck.Test.R7,
                        "The examiner's, with a scanner: Exhibit does not scan. Tool, version and database of each scan are in its original."),
                elsewhere(
                        Crosscheck.Test.R8,
                        "Not part of making a pack: a rebuild of the database from the originals computes it, as the operator's guide says. The verdicts"
                                + " in the rows of each population are counted against its check's figures; that is no recomputation."),
                RejectionCheck.of(jdbc, frame),
                ChangeCheck.of(jdbc, dossier, judging));
    }

    private Spool draw(Register register, Path directory) throws IOException {
        try (Spool.Writer rows = new Spool.Writer(register, directory)) {
            extraction.run(register, rows);
            return rows.done();
        }
    }

    private static Crosscheck elsewhere(Crosscheck.Test test, String reason) {
        return Crosscheck.notDone(test, reason, List.of());
    }
}
