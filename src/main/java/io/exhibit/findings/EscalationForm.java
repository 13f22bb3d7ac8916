package io.exhibit.findings;

import io.exhibit.kernel.InvalidRequest;
import io.exhibit.kernel.Text;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/** What somebody entered to escalate, as it came. */
record EscalationForm(
        @Nullable String vulnerability,
        @Nullable String place,
        @Nullable String level,
        @Nullable String to,
        @Nullable String reason,
        @Nullable String decision,
        @Nullable String planned) {

    private static final int LONGEST = 4000;
    private static final int LINE = 200;

    /** The vulnerability by its whole id; empty: none was named. */
    String id() {
        return text(vulnerability, LINE);
    }

    Escalation escalation(ExceptionReach reach, OtherNames names) {
        if (text(place, LINE).isEmpty()) {
            throw new InvalidRequest("Say where: a target, a workload or a whole system.");
        }
        return new Escalation(
                names.resolved(said(vulnerability, LINE, "Name the vulnerability by its whole id.")),
                reach.place(text(place, LINE)),
                EscalationLevel.read(level),
                said(to, LINE, "Name who it was brought before, by name or by role."),
                said(reason, LONGEST, "Say why the deadline cannot be met."),
                said(decision, LONGEST, "Say what was decided."),
                day());
    }

    private LocalDate day() {
        try {
            return LocalDate.parse(text(planned, LINE));
        } catch (DateTimeParseException none) {
            throw new InvalidRequest("Say on which day it is planned to be gone, such as 2026-12-21.");
        }
    }

    private static String said(@Nullable String field, int longest, String otherwise) {
        String said = text(field, longest);
        if (said.isEmpty()) {
            throw new InvalidRequest(otherwise);
        }
        return said;
    }

    private static String text(@Nullable String field, int longest) {
        return field == null ? "" : Text.clean(field.strip(), longest);
    }
}
