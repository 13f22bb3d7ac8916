package io.exhibit.findings;

import io.exhibit.access.Officer;
import io.exhibit.access.Role;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a person may do with an exception now, or why not; the register itself checks again. */
record ExceptionDoors(boolean approves, @Nullable String whyNot, boolean rejects, boolean withdraws, boolean extend) {

    static final ExceptionDoors CLOSED = new ExceptionDoors(false, null, false, false, false);

    static ExceptionDoors of(Officer officer, ExceptionRow row, List<ExceptionStore.Step> steps) {
        ExceptionRow.Standing standing = row.standing();
        boolean decides = officer.role() == Role.COMPLIANCE_OFFICER;
        boolean asked = row.ask().requestedBy().equals(officer.id());
        boolean approved = steps.stream()
                .anyMatch(step -> step.term() == row.ask().term()
                        && step.what().equals("APPROVED")
                        && officer.id().equals(step.by()));
        boolean waits = standing.waits() || standing.state() == ExceptionState.REQUESTED;
        boolean holds = standing.state() == ExceptionState.VALID || standing.state() == ExceptionState.LAPSED;
        boolean goesOn = holds
                || standing.state() == ExceptionState.EXPIRED
                        && standing.approvals().since() != null;
        return new ExceptionDoors(
                waits && decides && !asked && !approved,
                waits ? whyNot(decides, asked, approved) : null,
                waits && decides,
                (waits || holds) && (decides || asked),
                goesOn && !waits && (decides || officer.role() == Role.SECURITY_ENGINEER));
    }

    private static @Nullable String whyNot(boolean decides, boolean asked, boolean approved) {
        if (asked) {
            return "You asked for it, so others approve it.";
        }
        if (approved) {
            return "You have approved it; the next approval is another person's.";
        }
        return decides ? null : "It waits for compliance officers to approve it.";
    }
}
