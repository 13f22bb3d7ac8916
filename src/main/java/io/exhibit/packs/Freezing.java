package io.exhibit.packs;

import io.exhibit.access.Installations;
import io.exhibit.assessment.Assessments;
import io.exhibit.assessment.CheckResult;
import io.exhibit.assessment.ControlResult;
import io.exhibit.assessment.Effectiveness;
import io.exhibit.assessment.Strip;
import io.exhibit.controls.ControlId;
import io.exhibit.controls.Judging;
import java.io.IOException;
import java.nio.file.Path;
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
    private final Frames frames;
    private final Extraction extraction;
    private final CoverageFigures figures;
    private final Crosschecks crosschecks;
    private final Installations installations;

    Freezing(
            Assessments assessments,
            Effectiveness effectiveness,
            Frames frames,
            Extraction extraction,
            CoverageFigures figures,
            Crosschecks crosschecks,
            Installations installations) {
        this.assessments = assessments;
        this.effectiveness = effectiveness;
        this.frames = frames;
        this.extraction = extraction;
        this.figures = figures;
        this.crosschecks = crosschecks;
        this.installations = installations;
    }

    @Transactional(isolation = Isolation.REPEATABLE_READ, readOnly = true)
    public Dossier freeze(PackView pack, Path directory) throws IOException {
        Frame frame = frames.of(pack);
        List<ControlResult> controls =
                assessments.evaluate(frame.framework().id(), frame.scope(), frame.period(), frame.asOf());
        Judging judging = frames.judging(pack);
        Dossier dossier = new Dossier(
                pack,
                frame,
                installations.current().entity(),
                controls,
                strips(frame),
                registers(frame, judging, directory),
                new ArrayList<>(),
                figures.systems(frame),
                figures.coverage(frame));
        for (CheckResult check : dossier.checks().values()) {
            if (check.isBuilt()) {
                dossier.registers().add(population(check, frame, directory));
            }
        }
        reconcile(dossier, judging, directory);
        return dossier;
    }

    private List<Spool> registers(Frame frame, Judging judging, Path directory) throws IOException {
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
                rows -> ParameterRegister.rows(judging).forEach(rows::row)));
        return registers;
    }

    /** Last, because the tests compare the other registers. */
    private void reconcile(Dossier dossier, Judging judging, Path directory) throws IOException {
        List<Crosscheck> all = crosschecks.of(dossier, judging, directory);
        dossier.crosschecks().addAll(all);
        dossier.registers()
                .add(spool(
                        CrosscheckRegisters.tests(dossier.frame()),
                        directory,
                        rows -> CrosscheckRegisters.rows(all).forEach(rows::row)));
        dossier.registers()
                .add(spool(
                        CrosscheckRegisters.lines(dossier.frame()),
                        directory,
                        rows -> CrosscheckRegisters.lineRows(all).forEach(rows::row)));
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
