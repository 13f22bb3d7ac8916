/** Benchmarks: bin/bench runs them, each beside its floor, against a server of its own. */
@NullMarked
package io.exhibit.bench;

import org.jspecify.annotations.NullMarked;
