/** Tests. */
@NullMarked
package io.exhibit.scans;

import org.jspecify.annotations.NullMarked;
