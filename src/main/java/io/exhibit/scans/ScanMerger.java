package io.exhibit.scans;

/** Carries what a scan says over into the lives of findings, in the transaction that reads the scan. */
public interface ScanMerger {

    Merged merge(ReadScan scan);

    /** How many findings a scan made, found again, closed and brought back. */
    record Merged(long created, long unchanged, long closed, long reopened) {

        public static final Merged NOTHING = new Merged(0, 0, 0, 0);

        public Merged plus(Merged other) {
            return new Merged(
                    created + other.created,
                    unchanged + other.unchanged,
                    closed + other.closed,
                    reopened + other.reopened);
        }
    }
}
