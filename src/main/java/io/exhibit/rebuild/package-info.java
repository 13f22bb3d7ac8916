/** Makes everything that was read from the ledger once more, beside what there is, compares the two, and can put the new in place. */
@NullMarked
@ApplicationModule(allowedDependencies = {"kernel", "ledger", "intake"})
package io.exhibit.rebuild;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
