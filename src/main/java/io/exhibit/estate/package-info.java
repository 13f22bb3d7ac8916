/** What runs, where and whose: systems with their regulatory scope, images, components, deployments, scan targets. */
@NullMarked
@ApplicationModule(allowedDependencies = {"kernel", "ledger", "access", "intake"})
package io.exhibit.estate;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
