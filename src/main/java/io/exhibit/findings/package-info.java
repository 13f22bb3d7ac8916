/** The life of a vulnerability in the estate: opened, kept, closed, reopened; its rank and its deadlines. */
@NullMarked
@ApplicationModule(allowedDependencies = {"kernel", "ledger", "access", "intake", "estate", "scans", "controls"})
package io.exhibit.findings;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
