/** Tests. */
@NullMarked
package io.exhibit.intake;

import org.jspecify.annotations.NullMarked;
