/** Checks what cannot be run here: the manifests, the compose file and the image definition. */
@NullMarked
package io.exhibit.deployment;

import org.jspecify.annotations.NullMarked;
