package io.exhibit.assessment;

import io.exhibit.controls.Control;
import java.util.List;

/** What the checks of a control say together, in one sentence; parts marked manual in the control are not in it. */
public record ControlResult(Control control, Result result, String reason, List<CheckResult> checks) {

    /** How many of its checks are built. */
    public long built() {
        return checks.stream().filter(CheckResult::isBuilt).count();
    }
}
