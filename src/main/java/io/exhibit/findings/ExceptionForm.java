package io.exhibit.findings;

import io.exhibit.kernel.InvalidRequest;
import io.exhibit.kernel.NotFound;
import io.exhibit.kernel.Severity;
import io.exhibit.kernel.Text;
import java.io.Serializable;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What somebody entered to ask for an exception or for more time; kept in the session for a page when it was refused. */
record ExceptionForm(
        @Nullable String kind,
        @Nullable String justification,
        @Nullable String statement,
        @Nullable String vulnerabilities,
        @Nullable List<String> place,
        @Nullable String reason,
        @Nullable String owner,
        @Nullable String mitigations,
        @Nullable String proof,
        @Nullable String residualRank,
        @Nullable String ticket,
        @Nullable String until,
        @Nullable String control,
        @Nullable String controlScope,
        @Nullable WorksheetForm worksheet)
        implements Serializable {

    private static final int LONGEST = 4000;
    private static final int LINE = 200;

    /** The same form with what is kept of an exception, to ask for more time. */
    static ExceptionForm of(ExceptionRow row) {
        ExceptionRow.Ask ask = row.ask();
        return new ExceptionForm(
                row.what().kind(),
                row.what().justification(),
                null,
                String.join(" ", row.what().vulnerabilities()),
                List.of(),
                "",
                ask.owner(),
                ask.mitigations(),
                ask.proof(),
                ask.residualRank(),
                ask.ticket(),
                "",
                null,
                null,
                WorksheetForm.of(ask.worksheet()));
    }

    /** One id a line, or with spaces or commas between. */
    List<String> ids() {
        return Arrays.stream(text(vulnerabilities, LONGEST * 3).split("[\\s,;]+"))
                .filter(id -> !id.isBlank())
                .distinct()
                .limit(ExceptionRequest.MOST + 1L)
                .toList();
    }

    public List<String> places() {
        return place == null ? List.of() : place;
    }

    ExceptionRequest request(ExceptionReach reach, OtherNames names) {
        return new ExceptionRequest(
                text(kind, LINE),
                "NOT_AFFECTED".equals(kind) ? text(justification, LINE) : "",
                names.resolved(ids()),
                places().stream()
                        .limit(ExceptionRequest.MOST + 1L)
                        .map(reach::place)
                        .toList(),
                terms(),
                statementId(),
                ExceptionChecks.COMPENSATING.equals(kind)
                        ? Reliance.of(text(control, LINE), text(controlScope, LINE))
                        : null);
    }

    /** The VEX statement that it is to honour; null: none. */
    @Nullable
    UUID statementId() {
        String id = text(statement, LINE);
        return id.isEmpty() ? null : NotFound.idOf("VEX statement", id);
    }

    ExceptionTerms terms() {
        return new ExceptionTerms(
                text(reason, LONGEST),
                text(owner, LINE),
                text(mitigations, LONGEST),
                text(proof, LONGEST),
                rank(),
                text(ticket, LINE),
                lastDay().plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant(),
                worksheet == null ? null : worksheet.worksheet());
    }

    private Severity rank() {
        return Arrays.stream(Severity.values())
                .filter(rank -> rank.name().equals(residualRank))
                .findFirst()
                .orElse(Severity.UNKNOWN);
    }

    private LocalDate lastDay() {
        try {
            return LocalDate.parse(text(until, LINE));
        } catch (DateTimeParseException none) {
            throw new InvalidRequest("An exception has a last day, such as 2026-12-21; none is for ever.");
        }
    }

    private static String text(@Nullable String field, int longest) {
        return field == null ? "" : Text.clean(field.strip(), longest);
    }
}
