/** Tests. */
@NullMarked
package io.exhibit.ledger;

import org.jspecify.annotations.NullMarked;
