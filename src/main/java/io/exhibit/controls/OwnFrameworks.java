package io.exhibit.controls;

import io.exhibit.kernel.Sha256;
import java.util.List;

/** Where the frameworks come from that are the bank's own. */
@FunctionalInterface
interface OwnFrameworks {

    /** A framework with the digest of the file that it was read from. */
    record Read(Framework framework, Sha256 sha256) {}

    /** Those in force now, each once, in the order of their ids. */
    List<Read> inForce(FrameworkReader reader);
}
