/** What people have to write down: policies, procedures, analyses, attestations and reports, approved by two and in date. */
@NullMarked
@ApplicationModule(allowedDependencies = {"kernel", "ledger", "access", "intake"})
package io.exhibit.documents;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
