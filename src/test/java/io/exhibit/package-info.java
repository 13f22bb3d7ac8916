/** Tests. */
@NullMarked
package io.exhibit;

import org.jspecify.annotations.NullMarked;
