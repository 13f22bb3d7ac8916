/** Pages on paper: typefaces, long tables, the narrative, running heads, one tagged document. Knows nothing of evidence. */
@NullMarked
package io.exhibit.packs.pdf;

import org.jspecify.annotations.NullMarked;
