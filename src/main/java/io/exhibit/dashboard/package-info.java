/** Pages that read across modules; owns nothing. */
@NullMarked
@ApplicationModule(
        allowedDependencies = {
            "kernel",
            "ledger",
            "access",
            "intake",
            "estate",
            "scans",
            "findings",
            "alerts",
            "controls",
            "assessment",
            "packs"
        })
package io.exhibit.dashboard;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
