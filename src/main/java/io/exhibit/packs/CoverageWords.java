package io.exhibit.packs;

import io.exhibit.assessment.CheckResult;
import io.exhibit.kernel.Visible;
import io.exhibit.kernel.Written;
import io.exhibit.packs.Dossier.Coverage;
import io.exhibit.packs.ReportText.Completeness;
import io.exhibit.packs.ReportText.Count;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The completeness statement: what is in the pack, what is missing, and what that means. */
final class CoverageWords {

    private final Dossier dossier;
    private final Frame frame;
    private final Coverage coverage;
    private final Clocks clocks = new Clocks();

    CoverageWords(Dossier dossier) throws IOException {
        this.dossier = dossier;
        this.frame = dossier.frame();
        this.coverage = dossier.coverage();
        clocks.read(dossier.register(FindingRegister.NAME));
    }

    Completeness statement() {
        return new Completeness(lead(), counts(), limitations(), """
                Each register was drawn by one query, in one transaction that sees one state of the database, and every file was \
                written from that result. Before sealing, the rows were counted again by reading each CSV file, each JSON file and \
                this report back, and the counts of every check were compared with the verdicts in the rows of its population. \
                They agree; a pack in which they differ is not sealed.\s""" + CrosscheckWords.sum(dossier.crosschecks()));
    }

    private String lead() {
        return "This pack states what had been received and recorded by " + Written.minute(frame.asOf())
                + ", ledger position " + Written.count(frame.ledgerSize()) + ". Nothing recorded later is in it.";
    }

    private List<Count> counts() {
        List<Count> counts = new ArrayList<>();
        documents(counts);
        add(
                counts,
                "Documents in this pack",
                rows(SourceRegister.NAME),
                "Each byte for byte as received, under originals/.");
        add(
                counts,
                "Scan targets in scope",
                coverage.targets(),
                "Image repositories, workloads and others that a scan ever named.");
        add(
                counts,
                "of these, without a conclusive scan in the period",
                coverage.targetsNotScanned(),
                "Nothing can be said of their findings in the period.");
        add(counts, "Scan targets that belong to no system", coverage.targetsUnattributed(), unattributed());
        add(counts, "Findings", rows(FindingRegister.NAME), "Open in the period, or due in it.");
        add(counts, "Alerts", rows(AlertRegister.NAME), "Received in the period.");
        add(counts, "Alerts of the period that belong to no system", coverage.alertsUnattributed(), unattributed());
        return counts;
    }

    private void documents(List<Count> counts) {
        add(
                counts,
                "Documents received up to the position",
                coverage.received(),
                "Every accepted request, whatever it is about.");
        add(
                counts,
                "of these, received in the period",
                coverage.receivedInPeriod(),
                "Scan reports and event documents.");
        add(
                counts,
                "of all, not readable",
                coverage.quarantined(),
                "Kept as received, in quarantine; those of the period are in sources.csv.");
        add(
                counts,
                "of these, dismissed",
                coverage.dismissed(),
                "One person proposed, another confirmed that it need not be read; kept as received.");
    }

    private static void add(List<Count> counts, String name, long figure, String meaning) {
        counts.add(new Count(name, Written.count(figure), meaning));
    }

    private long rows(String register) {
        return dossier.register(register).rows();
    }

    private boolean isWhole() {
        return frame.scope().text().equals("all");
    }

    private String unattributed() {
        return isWhole()
                ? "In this pack, because its scope is everything."
                : "Not in this pack: nobody has said that they are in scope.";
    }

    List<String> limitations() {
        Set<String> lines = new LinkedHashSet<>();
        if (dossier.pack().demo()) {
            lines.add(
                    "This is a demonstration: the data are sample reports and sample alerts, and evidence of nothing.");
        }
        missing(lines);
        deadlines(lines);
        standing(lines);
        gaps().forEach((gap, checks) -> lines.add(String.join(", ", checks) + ": " + Visible.line(gap) + "."));
        notEvaluated(lines);
        lines.addAll(CrosscheckWords.limitations(dossier.crosschecks()));
        return List.copyOf(lines);
    }

    private void missing(Set<String> lines) {
        String unread = " not been read when the pack was frozen; what they say is missing.";
        some(lines, coverage.unread(), "document had", "documents had", unread);
        String quarantined = coverage.quarantined() == 1
                ? " could not be read. What it would have said is in no register."
                : " could not be read. What they would have said is in no register.";
        some(lines, coverage.quarantined(), "document", "documents", quarantined);
        if (coverage.receivedInPeriod() == 0) {
            lines.add(
                    "No scan report and no event document was received in the period: what is told of it was recorded only"
                            + " afterwards, or follows from what came before.");
        }
        String unscanned = " in scope without a conclusive scan in the period.";
        some(lines, coverage.targetsNotScanned(), "target", "targets", unscanned);
        if (!isWhole()) {
            String strays = " and " + Written.count(coverage.alertsUnattributed(), "alert", "alerts")
                    + " belong to no system and are outside this scope until somebody attributes them.";
            some(lines, coverage.targetsUnattributed(), "scan target", "scan targets", strays);
        }
    }

    private void deadlines(Set<String> lines) {
        String none =
                " no clock here: no fix is known, it could not be ranked, or no clock of this framework applies to its "
                        + "system.";
        some(lines, clocks.unstarted, "finding has", "findings have", none);
        String estimated =
                " on an estimate: when our own scans, or a scanner's source, first showed a fix, not when it was released.";
        some(lines, clocks.estimated, "deadline rests", "deadlines rest", estimated);
    }

    private void standing(Set<String> lines) {
        if (frame.asOf().isBefore(frame.period().to())) {
            lines.add("The period had not ended at as-of: things are judged as they stood at "
                    + Written.minute(frame.asOf()) + ".");
        }
        lines.add(
                "Names, versions, severities and titles of findings are as the last scan that differed gave them; states, "
                        + "dates and deadlines are as known at as-of.");
        lines.add(
                "A finding is closed by a later scan of the same target that no longer shows it. When the last vulnerable copy "
                        + "stopped running is known only where deployments were stated; findings.csv tells for each.");
        lines.add(
                "Originals and messages of sensors are as received: they can name people, hosts and paths. Hand the pack on "
                        + "accordingly.");
    }

    private static void some(Set<String> lines, long count, String one, String many, String rest) {
        if (count > 0) {
            lines.add(Written.count(count, one, many) + rest);
        }
    }

    /** What the checks miss, with those that miss it. */
    private Map<String, List<String>> gaps() {
        Map<String, List<String>> gaps = new LinkedHashMap<>();
        for (CheckResult check : dossier.checks().values()) {
            check.gaps()
                    .forEach(gap -> gaps.computeIfAbsent(gap, missed -> new ArrayList<>())
                            .add(check.check().id()));
        }
        return gaps;
    }

    private void notEvaluated(Set<String> lines) {
        List<String> missing = dossier.checks().values().stream()
                .filter(check -> !check.isBuilt())
                .map(check -> check.check().id())
                .toList();
        if (!missing.isEmpty()) {
            lines.add("Not evaluated, because Exhibit does not receive what they need: " + String.join(", ", missing)
                    + ".");
        }
    }

    /** How many findings have no clock, or one that rests on an estimate. */
    private static final class Clocks {
        private long unstarted;
        private long estimated;

        void read(Spool findings) throws IOException {
            List<String> names =
                    findings.register().columns().stream().map(Column::name).toList();
            int due = names.indexOf("due_at");
            int estimate = names.indexOf("estimated");
            findings.each(row -> look(row.get(due), row.get(estimate)));
        }

        private void look(@Nullable String due, @Nullable String estimate) {
            if (due == null) {
                unstarted++;
            } else if ("t".equals(estimate) || "true".equals(estimate)) {
                estimated++;
            }
        }
    }
}
