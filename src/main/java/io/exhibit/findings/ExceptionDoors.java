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
        boolean decides = decides(officer);
        boolean asked = row.ask().requestedBy().equals(officer.id());
        String whyNot = waits(standing) ? whyNot(decides, asked, hasApproved(officer, row, steps)) : null;
        boolean deciding = decides && waits(standing);
        return new ExceptionDoors(
                deciding && whyNot == null,
                whyNot,
                deciding,
                (decides || asked) && isOn(standing),
                (decides || officer.role() == Role.SECURITY_ENGINEER) && goesOn(standing));
    }

    static boolean decides(Officer officer) {
        return officer.role() == Role.COMPLIANCE_OFFICER;
    }

    private static boolean hasApproved(Officer officer, ExceptionRow row, List<ExceptionStore.Step> steps) {
        return steps.stream().anyMatch(step -> isApproval(step, row.ask().term(), officer));
    }

    private static boolean isApproval(ExceptionStore.Step step, int term, Officer officer) {
        return step.term() == term
                && step.what().equals("APPROVED")
                && officer.id().equals(step.by());
    }

    private static boolean waits(ExceptionRow.Standing standing) {
        return standing.waits() || standing.state() == ExceptionState.REQUESTED;
    }

    private static boolean isOn(ExceptionRow.Standing standing) {
        return waits(standing) || standing.state() == ExceptionState.VALID || standing.state() == ExceptionState.LAPSED;
    }

    /** What was approved once and not taken back goes on, unless that is asked for already. */
    private static boolean goesOn(ExceptionRow.Standing standing) {
        boolean over = standing.state() == ExceptionState.WITHDRAWN || standing.state() == ExceptionState.REJECTED;
        return standing.approvals().since() != null && !over && !waits(standing);
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
