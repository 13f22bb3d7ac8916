package io.exhibit.findings;

import java.time.Instant;
import java.util.Arrays;
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
            "residual_rank",
            "ticket",
            "approvals_given",
            "approvals_needed",
            "valid_from",
            "expires_at",
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
        return Arrays.asList(
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
                ask.proof(),
                ask.residualRank(),
                ask.ticket(),
                standing.approvals().given(),
                standing.approvals().needed(),
                standing.approvals().since(),
                standing.expiresAt(),
                ended ? standing.endedAt() : null,
                ended ? standing.ending() : null,
                standing.waits(),
                figures.findings(),
                figures.open(),
                figures.valid(),
                figures.late(),
                asOf);
    }
}
