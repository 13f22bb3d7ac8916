/** Frameworks, controls, checks and mappings: versioned catalogue data with effective dates, and what people decided about its numbers. */
@NullMarked
@ApplicationModule(allowedDependencies = {"kernel", "ledger", "access", "intake"})
package io.exhibit.controls;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
