/** Evidence packs: frozen, written, reconciled, sealed, handed over. */
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
            "assessment"
        })
package io.exhibit.packs;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
