/** What machines send: kept first, then interpreted in the order of the ledger; what cannot be read is quarantined. */
@NullMarked
@ApplicationModule(allowedDependencies = {"kernel", "ledger", "access"})
package io.exhibit.intake;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
