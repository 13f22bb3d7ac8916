/** Tests. */
@NullMarked
package io.exhibit.findings;

import org.jspecify.annotations.NullMarked;
