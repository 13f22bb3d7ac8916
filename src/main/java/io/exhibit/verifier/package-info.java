/** Checks a pack without Exhibit: needs nothing but a Java runtime, shares no code with what wrote the pack. */
@NullMarked
@ApplicationModule(allowedDependencies = {})
package io.exhibit.verifier;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
