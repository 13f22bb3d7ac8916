/** Runtime events from sensors: chronology, attribution, who dealt with them. */
@NullMarked
@ApplicationModule(allowedDependencies = {"kernel", "ledger", "access", "intake", "estate", "controls"})
package io.exhibit.alerts;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
