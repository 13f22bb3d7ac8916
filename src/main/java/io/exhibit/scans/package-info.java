/** Scan documents: one reader per format, and what each scan said. */
@NullMarked
@ApplicationModule(allowedDependencies = {"kernel", "ledger", "access", "intake", "estate"})
package io.exhibit.scans;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
