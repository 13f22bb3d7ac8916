package io.exhibit.packs;

import io.exhibit.access.Installations;
import io.exhibit.assessment.Assessments;
import io.exhibit.assessment.CheckResult;
import io.exhibit.assessment.ControlResult;
import io.exhibit.controls.Catalogue;
import io.exhibit.controls.FrameworkId;
import io.exhibit.estate.Scope;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/** Takes everything a pack needs out of the database, in one transaction that sees one state of it, onto disk. */
@Component
class Freezing {

    private final Assessments assessments;
    private final Catalogue catalogue;
    private final Extraction extraction;
    private final CoverageFigures figures;
    private final Installations installations;

    Freezing(
            Assessments assessments,
            Catalogue catalogue,
            Extraction extraction,
            CoverageFigures figures,
            Installations installations) {
        this.assessments = assessments;
        this.catalogue = catalogue;
        this.extraction = extraction;
        this.figures = figures;
        this.installations = installations;
    }

    @Transactional(isolation = Isolation.REPEATABLE_READ, readOnly = true)
    public Dossier freeze(PackView pack, Path directory) throws IOException {
        Frame frame = frame(pack);
        List<ControlResult> controls =
                assessments.evaluate(frame.framework().id(), frame.scope(), frame.period(), frame.asOf());
        List<Spool> registers = new ArrayList<>();
        for (Register register : List.of(
                FindingRegister.in(frame),
                AlertRegister.in(frame),
                ExceptionRegister.in(frame),
                EscalationRegister.in(frame),
                VendorImageRegister.in(frame),
                SourceRegister.in(frame))) {
            registers.add(spool(register, directory, rows -> extraction.run(register, rows)));
        }
        Dossier dossier = new Dossier(
                pack,
                frame,
                installations.current().entity(),
                controls,
                registers,
                figures.systems(frame),
                figures.coverage(frame));
        for (CheckResult check : dossier.checks().values()) {
            if (check.isBuilt()) {
                registers.add(population(check, frame, directory));
            }
        }
        return dossier;
    }

    Frame frame(PackView pack) {
        return new Frame(
                catalogue.framework(new FrameworkId(pack.framework())),
                Scope.parse(pack.scope()),
                pack.period(),
                pack.asOf(),
                pack.ledgerSize());
    }

    private Spool population(CheckResult check, Frame frame, Path directory) throws IOException {
        return spool(
                PopulationRegister.of(check, frame),
                directory,
                rows -> assessments.population(check.question(), item -> rows.row(PopulationRegister.row(item))));
    }

    private static Spool spool(Register register, Path directory, Consumer<Spool.Writer> source) throws IOException {
        try (Spool.Writer rows = new Spool.Writer(register, directory)) {
            source.accept(rows);
            return rows.done();
        }
    }
}
