/** A half year of a made-up bank, posted through the same doors as a pipeline's, on a clock of its own. */
@NullMarked
@ApplicationModule(
        allowedDependencies = {
            "kernel",
            "ledger",
            "access",
            "documents",
            "examinations",
            "estate",
            "findings",
            "scans",
            "alerts",
            "intake"
        })
package io.exhibit.demo;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
