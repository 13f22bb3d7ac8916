package io.exhibit.packs;

import io.exhibit.access.Installations;
import io.exhibit.assessment.Assessments;
import io.exhibit.assessment.CheckResult;
import io.exhibit.assessment.ControlResult;
import io.exhibit.assessment.Effectiveness;
import io.exhibit.assessment.Strip;
import io.exhibit.controls.Catalogue;
import io.exhibit.controls.ControlId;
import io.exhibit.controls.Framework;
import io.exhibit.controls.FrameworkId;
import io.exhibit.controls.Judging;
import io.exhibit.controls.Parameters;
import io.exhibit.estate.Scope;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/** Takes everything a pack needs out of the database, in one transaction that sees one state of it, onto disk. */
@Component
class Freezing {

    private final Assessments assessments;
    private final Effectiveness effectiveness;
    private final Catalogue catalogue;
    private final Parameters parameters;
    private final Extraction extraction;
    private final CoverageFigures figures;
    private final Installations installations;

    Freezing(
            Assessments assessments,
            Effectiveness effectiveness,
            Catalogue catalogue,
            Parameters parameters,
            Extraction extraction,
            CoverageFigures figures,
            Installations installations) {
        this.assessments = assessments;
        this.effectiveness = effectiveness;
        this.catalogue = catalogue;
        this.parameters = parameters;
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
        registers.add(spool(
                ParameterRegister.in(frame),
                directory,
                rows -> ParameterRegister.rows(judging(frame.framework(), pack)).forEach(rows::row)));
        Dossier dossier = new Dossier(
                pack,
                frame,
                installations.current().entity(),
                controls,
                strips(frame),
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

    private Map<ControlId, Strip> strips(Frame frame) {
        Map<ControlId, Strip> strips = new HashMap<>();
        frame.framework()
                .controls()
                .forEach(control -> effectiveness
                        .of(control, frame.scope(), frame.period(), frame.asOf())
                        .ifPresent(strip -> strips.put(control.id(), strip)));
        return strips;
    }

    Frame frame(PackView pack) {
        Framework framework = catalogue.framework(new FrameworkId(pack.framework()));
        return new Frame(
                framework.judgedBy(judging(framework, pack).profile()),
                Scope.parse(pack.scope()),
                pack.period(),
                pack.asOf(),
                pack.ledgerSize());
    }

    private Judging judging(Framework framework, PackView pack) {
        Instant end = pack.asOf().isBefore(pack.period().to())
                ? pack.asOf()
                : pack.period().to();
        return parameters.judging(framework.profile().id(), pack.period(), end);
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
