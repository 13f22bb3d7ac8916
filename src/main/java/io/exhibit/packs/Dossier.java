package io.exhibit.packs;

import io.exhibit.assessment.CheckResult;
import io.exhibit.assessment.ControlResult;
import io.exhibit.assessment.Strip;
import io.exhibit.controls.ControlId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Everything a pack is written from, frozen in one transaction: results, the rows of every register on disk, how they were reconciled, and figures. */
record Dossier(
        PackView pack,
        Frame frame,
        String entity,
        List<ControlResult> controls,
        Map<ControlId, Strip> strips,
        List<Spool> registers,
        List<Crosscheck> crosschecks,
        List<SystemInScope> systems,
        Coverage coverage) {

    /** A regulated system that falls into the scope. */
    record SystemInScope(String code, String name, String owner, String tags) {}

    /** What had come in by the ledger position, and what of it cannot speak for the scope. */
    record Coverage(
            long received,
            long receivedInPeriod,
            long quarantined,
            long dismissed,
            long unread,
            long targets,
            long targetsNotScanned,
            long targetsUnattributed,
            long alertsUnattributed) {}

    Spool register(String name) {
        return find(name).orElseThrow();
    }

    Optional<Spool> population(String check) {
        return find(PopulationRegister.name(check));
    }

    private Optional<Spool> find(String name) {
        return registers.stream()
                .filter(spool -> spool.register().name().equals(name))
                .findFirst();
    }

    /** The checks that were made, each once, by id. */
    Map<String, CheckResult> checks() {
        Map<String, CheckResult> checks = new TreeMap<>();
        controls.forEach(control -> control.checks()
                .forEach(result -> checks.putIfAbsent(result.check().id(), result)));
        return checks;
    }
}
