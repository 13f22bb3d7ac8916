package io.exhibit.scans;

import io.exhibit.estate.Component;
import io.exhibit.intake.Unreadable;

/** Where a reader puts what it finds, row by row; one scan after another. */
interface ScanSink {

    void observation(Observation observation);

    void component(Component component);

    /** The scan is over: everything since the last one belongs to it. */
    void scan(ScanHeader header);

    /** The document is an SBOM: everything before belongs to it. */
    default void sbom(SbomHeader header) throws Unreadable {}

    /** The document has something else in it that is no scan. */
    default void passedOver() {}
}
