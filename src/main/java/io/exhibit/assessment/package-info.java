/** The checks over a period and as of a date, and what they say of each control. */
@NullMarked
@ApplicationModule(
        allowedDependencies = {
            "kernel",
            "ledger",
            "access",
            "intake",
            "documents",
            "estate",
            "scans",
            "findings",
            "alerts",
            "controls"
        })
package io.exhibit.assessment;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
