/** Tests. */
@NullMarked
package io.exhibit.kernel;

import org.jspecify.annotations.NullMarked;
