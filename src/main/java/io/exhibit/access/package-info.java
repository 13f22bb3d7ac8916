/** Who may do what: people, roles, machine tokens, sessions, and the installation they belong to. */
@NullMarked
@ApplicationModule(allowedDependencies = {"kernel", "ledger"})
package io.exhibit.access;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
