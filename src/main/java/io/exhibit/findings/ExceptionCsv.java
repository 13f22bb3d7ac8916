package io.exhibit.findings;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The columns of the register of exceptions in its file. */
final class ExceptionCsv {

    static final List<String> HEAD = List.of(
            "exception",
            "ledger_entry",
            "kind",
            "justification",
            "relies_on",
            "vulnerabilities",
            "places",
            "state",
            "asked_for_at",
            "asked_for_by",
            "reason",
            "business_owner",
            "mitigations",
            "proof",
            "constraints",
            "compensating_control",
            "objective",
            "objective_met",
            "residual_risk",
            "validation",
            "maintenance",
            "residual_rank",
            "ticket",
            "approvals_given",
            "approvals_needed",
            "valid_from",
            "expires_at",
            "assessor",
            "assessor_company",
            "accepted_on",
            "acceptance_recorded_at",
            "acceptance_entry",
            "acceptance_sha256",
            "ended_at",
            "ended_by",
            "extension_waits",
            "findings",
            "findings_open",
            "findings_covered",
            "findings_overdue_when_asked_for",
            "as_of");

    private ExceptionCsv() {}

    static List<@Nullable Object> cells(ExceptionRow row, Instant asOf) {
        ExceptionRow.Ask ask = row.ask();
        ExceptionRow.Standing standing = row.standing();
        ExceptionRow.Figures figures = standing.figures();
        boolean ended = standing.state() == ExceptionState.LAPSED;
        List<@Nullable Object> cells = new ArrayList<>(Arrays.<@Nullable Object>asList(
                row.id(),
                row.entry(),
                row.what().kind(),
                row.what().justification(),
                row.what().relies() == null ? null : row.what().relies().words(),
                String.join(" ", row.what().vulnerabilities()),
                String.join("; ", row.what().places()),
                standing.state(),
                ask.createdAt(),
                ask.requester(),
                ask.reason(),
                ask.owner(),
                ask.mitigations(),
                ask.proof()));
        cells.addAll(worksheet(ask.worksheet()));
        cells.addAll(Arrays.<@Nullable Object>asList(
                ask.residualRank(),
                ask.ticket(),
                standing.approvals().given(),
                standing.approvals().needed(),
                standing.approvals().since(),
                standing.expiresAt()));
        cells.addAll(accepted(standing.accepted()));
        cells.addAll(Arrays.<@Nullable Object>asList(
                ended ? standing.endedAt() : null,
                ended ? standing.ending() : null,
                standing.waits(),
                figures.findings(),
                figures.open(),
                figures.valid(),
                figures.late(),
                asOf));
        return cells;
    }

    private static List<@Nullable Object> worksheet(@Nullable Worksheet sheet) {
        return sheet == null
                ? Collections.nCopies(7, null)
                : new ArrayList<>(
                        sheet.fields().stream().map(Worksheet.Field::text).toList());
    }

    private static List<@Nullable Object> accepted(ExceptionRow.@Nullable Accepted accepted) {
        return accepted == null
                ? Collections.nCopies(6, null)
                : Arrays.<@Nullable Object>asList(
                        accepted.assessor(),
                        accepted.company(),
                        accepted.on(),
                        accepted.recordedAt(),
                        accepted.entry(),
                        accepted.sha256());
    }
}
