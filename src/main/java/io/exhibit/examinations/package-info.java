/** Examinations: the mandates of examiners, the packs handed over under them, what was asked for and what was looked at. */
@NullMarked
@ApplicationModule(
        allowedDependencies = {
            "kernel",
            "ledger",
            "access",
            "intake",
            "controls",
            "estate",
            "findings",
            "packs",
            "documents"
        })
package io.exhibit.examinations;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
