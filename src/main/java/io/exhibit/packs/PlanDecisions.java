package io.exhibit.packs;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The decisions about findings that held when a pack was judged: exceptions, compensating controls, escalations. */
final class PlanDecisions {

    private final Map<String, List<Decision>> byFinding = new HashMap<>();
    private final Instant judgedAt;

    private PlanDecisions(Instant judgedAt) {
        this.judgedAt = judgedAt;
    }

    /** A decision: what it is, the ledger entry of it, from when it held and the day on which it ends. */
    record Decision(String kind, long entry, Instant from, Instant until, String words)
            implements Comparable<Decision> {

        private static final Comparator<Decision> ORDER = Comparator.comparingLong(Decision::entry)
                .thenComparing(Decision::kind)
                .thenComparing(Decision::from)
                .thenComparing(Decision::until)
                .thenComparing(Decision::words);

        @Override
        public int compareTo(Decision other) {
            return ORDER.compare(this, other);
        }
    }

    static PlanDecisions of(Dossier dossier) throws IOException {
        PlanDecisions decisions = new PlanDecisions(dossier.frame().judgedAt());
        decisions.exceptions(dossier.register(ExceptionRegister.NAME));
        decisions.escalations(dossier.register(EscalationRegister.NAME));
        return decisions;
    }

    List<Decision> about(String finding) {
        return byFinding.getOrDefault(finding, List.of());
    }

    private void exceptions(Spool register) throws IOException {
        Names names = new Names(register.register());
        register.each(row -> keep(
                names.of(row, "finding_id"),
                new Decision(
                        names.of(row, "kind"),
                        Long.parseLong(names.of(row, "term_entry")),
                        Instant.parse(names.of(row, "valid_from")),
                        Instant.parse(names.of(row, row.get(names.at("ended_at")) == null ? "expires_at" : "ended_at")),
                        "Approved by " + names.of(row, "approvers")
                                + (row.get(names.at("assessor")) == null ? "" : "; accepted by an assessor"))));
    }

    private void escalations(Spool register) throws IOException {
        Names names = new Names(register.register());
        register.each(row -> keep(
                names.of(row, "finding_id"),
                new Decision(
                        "ESCALATION",
                        Long.parseLong(names.of(row, "entry")),
                        Instant.parse(names.of(row, "escalated_at")),
                        Instant.parse(names.of(row, "planned_until")),
                        "Brought before " + names.of(row, "level"))));
    }

    private void keep(String finding, Decision decision) {
        if (!decision.from().isAfter(judgedAt) && decision.until().isAfter(judgedAt)) {
            byFinding.computeIfAbsent(finding, any -> new ArrayList<>()).add(decision);
        }
    }

    /** The columns of a register by name. */
    private record Names(Register register) {

        int at(String column) {
            return register.position(column);
        }

        String of(List<@Nullable String> row, String column) {
            String value = row.get(at(column));
            return value == null ? "" : value;
        }
    }
}
