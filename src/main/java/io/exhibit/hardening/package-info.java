/** Two images of a repository compared: packages, vulnerabilities; and the comparisons that people kept as evidence. */
@NullMarked
@ApplicationModule(allowedDependencies = {"kernel", "ledger", "access", "intake", "estate", "scans", "findings"})
package io.exhibit.hardening;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
