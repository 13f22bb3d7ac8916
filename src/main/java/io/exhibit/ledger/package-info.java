/** What was received and decided, in order, for ever: originals, entries, receipts, the activity trail. */
@NullMarked
@ApplicationModule(allowedDependencies = {"kernel"})
package io.exhibit.ledger;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
