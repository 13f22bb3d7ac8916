/** Tests. */
@NullMarked
package io.exhibit.estate;

import org.jspecify.annotations.NullMarked;
