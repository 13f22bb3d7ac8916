/** Exhibit: shows a bank's examiners that its containers are under control. */
@NullMarked
package io.exhibit;

import org.jspecify.annotations.NullMarked;
