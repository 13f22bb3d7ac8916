/** Tests. */
@NullMarked
package io.exhibit.access;

import org.jspecify.annotations.NullMarked;
