/** Examinations: the mandates of examiners, the packs handed over under them, and what was looked at. */
@NullMarked
@ApplicationModule(
        allowedDependencies = {"kernel", "ledger", "access", "intake", "controls", "estate", "findings", "packs"})
package io.exhibit.examinations;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
