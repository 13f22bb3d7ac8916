/** Frameworks, controls, checks and mappings: versioned catalogue data with effective dates. */
@NullMarked
@ApplicationModule(allowedDependencies = {"kernel", "ledger"})
package io.exhibit.controls;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
