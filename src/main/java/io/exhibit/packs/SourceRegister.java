package io.exhibit.packs;

import static io.exhibit.packs.Column.Kind.DIGEST;
import static io.exhibit.packs.Column.Kind.KEY;
import static io.exhibit.packs.Column.Kind.NUMBER;
import static io.exhibit.packs.Column.Kind.STATE;
import static io.exhibit.packs.Column.Kind.TEXT;
import static io.exhibit.packs.Column.Kind.TIME;

import java.util.List;

/** Every document that a pack rests on, with its digest and its place in the ledger; also those that could not be read. */
final class SourceRegister {

    static final String NAME = "sources";

    private static final String QUERY = FindingRegister.KNOWN.stripTrailing() + """
            , cited AS (
                SELECT l.opened_by AS id FROM listed l
                 UNION SELECT l.closed_by FROM listed l WHERE l.closed_by IS NOT NULL
            ), scanned AS (
                SELECT c.submission_id AS id
                  FROM scans.pub_scan c
                  JOIN estate.pub_target_in(:scope, :judgedAt, :asOf) AS target ON target.target_id = c.target_id
                 WHERE c.entry_index < :ledgerSize
            ), alerting AS (
                SELECT a.submission_id AS id
                  FROM alerts.pub_alert a
                 WHERE a.entry_index < :ledgerSize AND a.recorded_at <= :asOf
                   AND a.recorded_at >= :from AND a.recorded_at < :to
                   AND (:scope = 'all' OR a.system_id IN (SELECT i.system_id FROM estate.pub_system_in(:scope, :judgedAt, :asOf) AS i))
            )
            SELECT b.id AS submission_id, b.kind, b.received_at,
                   CASE WHEN b.dismissed_entry < :ledgerSize THEN 'DISMISSED' ELSE b.state END AS state, b.reason, coalesce(b.reader, '') AS reader,
                   k.name AS sender, b.content_type, b.encoding, b.size, encode(b.sha256, 'hex') AS sha256,
                   b.entry_index AS ledger_index, b.position AS ledger_position, encode(e.leaf_hash, 'hex') AS leaf_hash,
                   b.received_at >= :from AND b.received_at < :to AS received_in_period
              FROM intake.pub_submission b
              JOIN ledger.pub_entry e ON e.index = b.entry_index
              LEFT JOIN access.pub_token k ON k.id = b.token_id
             WHERE b.entry_index < :ledgerSize
               AND (b.id IN (SELECT id FROM cited)
                    OR b.id IN (SELECT id FROM alerting)
                    OR (b.received_at >= :from AND b.received_at < :to
                        AND (:scope = 'all' OR b.state <> 'INTERPRETED' OR b.id IN (SELECT id FROM scanned))))
             ORDER BY b.id
            """;

    private static final List<Column> COLUMNS = List.of(
            new Column("submission_id", KEY, "Id of the accepted request."),
            new Column("kind", TEXT, "What kind of document it is: SCAN, EVENTS, DEPLOYMENTS, ATTESTATIONS, VEX.")
                    .printed("Kind", 1.1),
            new Column("received_at", TIME, "When it was received.").printed("Received", 1.1),
            new Column(
                            "state",
                            STATE,
                            "INTERPRETED, QUARANTINED (could not be read), DISMISSED (could not be read, and two people decided that it need not be) or RECEIVED (not read yet).")
                    .printed("State", 0.85),
            new Column("reason", TEXT, "Why it could not be read."),
            new Column("reader", TEXT, "What read it, or could not.").printed("Reader", 1.05, "none yet"),
            new Column("sender", TEXT, "Name of the machine token it came with.").printed("Sender", 1.25),
            new Column("content_type", TEXT, "Media type the sender named."),
            new Column("encoding", TEXT, "identity, gzip or zstd."),
            new Column("size", NUMBER, "Bytes, as received.").printed("Bytes", 0.7),
            new Column(
                            "sha256",
                            DIGEST,
                            "SHA-256 of the bytes as received; the file is originals/sha256/<first two digits>/<digest>.")
                    .printed("SHA-256 of the bytes as received", 4.15),
            new Column("ledger_index", NUMBER, "Index of the ledger entry written when it was received.")
                    .printed("Ledger", 0.7),
            new Column("ledger_position", NUMBER, "Its place in that entry, from 0."),
            new Column("leaf_hash", DIGEST, "Leaf hash (RFC 6962) of that entry."),
            new Column("received_in_period", TEXT, "false: received earlier, and cited by a row of the registers."));

    private SourceRegister() {}

    static Register in(Frame frame) {
        return new Register(
                NAME,
                new Register.Definition(
                        "Sources",
                        "Every document that the registers rest on, and every document of the period that could not be read.",
                        "one accepted request",
                        "Exhibit, the requests as they were accepted, up to the ledger position",
                        "Received in the period and about the scope, or cited by a row of findings.csv or alerts.csv. What could not be read "
                                + "is about nobody knows what, and is always listed.",
                        QUERY),
                List.of("submission_id"),
                COLUMNS,
                frame.parameters());
    }
}
