package io.exhibit.packs;

import static io.exhibit.packs.Column.Kind.DAY;
import static io.exhibit.packs.Column.Kind.DIGEST;
import static io.exhibit.packs.Column.Kind.KEY;
import static io.exhibit.packs.Column.Kind.NUMBER;
import static io.exhibit.packs.Column.Kind.STATE;
import static io.exhibit.packs.Column.Kind.STRONG;
import static io.exhibit.packs.Column.Kind.TEXT;
import static io.exhibit.packs.Column.Kind.TIME;

import java.util.List;

/** Every image of a vendor that ran on any day of a pack's period, with what can be verified of it. */
final class VendorImageRegister {

    static final String NAME = "vendor-images";

    private static final String RAN = """
            WITH ran AS (
                SELECT coalesce(d.image_id::text, d.identity) AS image, min(d.from_at) AS runs_since,
                       bool_or(d.from_at <= :judgedAt AND (d.to_at IS NULL OR d.to_at > :judgedAt)) AS running
                  FROM estate.pub_deployment d
                 WHERE d.opened_at <= :asOf AND d.from_at < :to
                   AND (:scope = 'all' OR d.system_id IN (SELECT i.system_id FROM estate.pub_system_in(:scope, :judgedAt, :asOf) i))
                 GROUP BY 1
                HAVING bool_or(d.to_at IS NULL OR d.to_at > :from)
            )
            """;

    private static final String OPEN = """
            LEFT JOIN LATERAL (
                 SELECT CASE WHEN count(DISTINCT t.target_id) > 0 THEN count(DISTINCT (f.vulnerability, f.package, f.package_type)) END
                        AS open_critical
                   FROM (SELECT DISTINCT z.target_id
                           FROM scans.pub_scan z
                          WHERE z.image_id = o.image_id AND z.outcome = 'CONCLUSIVE' AND z.entry_index < :ledgerSize) t
                   JOIN LATERAL (SELECT z.image_id
                                   FROM scans.pub_scan z
                                  WHERE z.target_id = t.target_id AND z.outcome = 'CONCLUSIVE' AND z.entry_index < :ledgerSize
                                    AND z.recorded_at <= :judgedAt
                                  ORDER BY z.recorded_at DESC, z.id DESC
                                  LIMIT 1) l ON l.image_id = o.image_id
                   LEFT JOIN (findings.pub_finding f
                              JOIN findings.pub_episode e ON e.finding_id = f.id
                              JOIN scans.pub_scan opened ON opened.id = e.opened_scan AND opened.entry_index < :ledgerSize
                              LEFT JOIN scans.pub_scan closed ON closed.id = e.closed_scan AND closed.entry_index < :ledgerSize)
                        ON f.target_id = t.target_id AND f.rank = 'CRITICAL' AND f.ranked_at <= :asOf AND e.opened_at <= :judgedAt
                       AND NOT coalesce(e.closed_at <= :judgedAt AND (closed.id IS NOT NULL OR e.closed_entry < :ledgerSize), false)) c
                 ON true
            """;

    private static final String QUERY =
            RAN + """
            SELECT o.vendor, v.name AS vendor_name, v.relationship, v.critical, o.repository, o.tag, o.digest, r.image, r.runs_since, r.running,
                   a.sbom AS sbom_given, estate.pub_components_in(o.image_id) AS packages_scanned,
                   a.signature, a.signature_why, a.signature_key AS key_entry, a.signature_since AS verified_since,
                   a.provenance, a.builder, a.source, a.revision, a.finished_at AS built_at, c.open_critical,
                   CASE WHEN d.expected = 0 THEN 'NO_COUNTERPARTY' WHEN d.in_date = d.expected THEN 'IN_DATE'
                        WHEN d.held < d.expected THEN 'INCOMPLETE' ELSE 'NOT_IN_DATE' END AS due_diligence,
                   d.expected AS documents_expected, d.in_date AS documents_in_date
              FROM ran r
              JOIN estate.pub_image_origin o ON coalesce(o.image_id::text, o.identity) = r.image
              JOIN estate.pub_vendor v ON v.code = o.vendor
             CROSS JOIN LATERAL estate.pub_attested(o.digest, o.origin, o.vendor, :judgedAt) a
             CROSS JOIN LATERAL estate.pub_due_diligence(o.vendor, :judgedAt) d
            """ + OPEN + " ORDER BY r.image COLLATE \"C\", o.repository COLLATE \"C\"";

    private static final List<Column> COLUMNS = List.of(
            new Column("image", KEY, "Id of the image; of one that was never scanned, how clusters state it."),
            new Column("vendor", TEXT, "Code of the vendor that makes it, as the patterns said when the pack was made.")
                    .printed("Vendor", 0.9),
            new Column("vendor_name", TEXT, "Its name."),
            new Column("relationship", TEXT, "Commercial, or open source with or without support."),
            new Column("critical", TEXT, "Whether the relationship supports a critical activity."),
            new Column("repository", STRONG, "Where the image lies.").printed("Repository", 1.8),
            new Column("tag", TEXT, "Its tag; empty: none stated."),
            new Column("digest", DIGEST, "Digest of its manifest; empty: nobody stated it, so nothing can be verified.")
                    .printed("Digest", 1.8, "by tag only"),
            new Column("runs_since", DAY, "From when on it ran, as far as that was stated.").printed("Runs since", 0.8),
            new Column("running", TEXT, "Whether it ran at the end of the period, or at as-of when that is earlier."),
            new Column("sbom_given", STATE, "Whether the vendor gave an SBOM, and how its signature stands.")
                    .printed("SBOM given", 0.9),
            new Column("packages_scanned", NUMBER, "Packages that scans and SBOMs of it list.")
                    .printed("Packages found", 0.7),
            new Column("signature", STATE, "VERIFIED: with a key that the bank trusts for the vendor. Nothing else is.")
                    .printed("Signature", 0.9),
            new Column("signature_why", TEXT, "Why a key does not count."),
            new Column("key_entry", NUMBER, "Ledger entry of the key that verifies it."),
            new Column("verified_since", TIME, "From when on that was so."),
            new Column("provenance", STATE, "Whether a provenance was given, and how its signature stands.")
                    .printed("Provenance", 0.9),
            new Column("builder", TEXT, "Who built it, as the provenance says."),
            new Column("source", TEXT, "From which source."),
            new Column("revision", TEXT, "At which revision of it."),
            new Column("built_at", TIME, "When the build ended."),
            new Column(
                            "open_critical",
                            NUMBER,
                            "Vulnerabilities ranked critical that were open in it; empty: not known.")
                    .printed("Open critical", 0.7),
            new Column("due_diligence", STATE, "The vendor's file: all that is expected is in date, or not.")
                    .printed("Due diligence", 0.9),
            new Column("documents_expected", NUMBER, "Kinds of documents that are expected of the vendor."),
            new Column("documents_in_date", NUMBER, "How many of them were in date."));

    private VendorImageRegister() {}

    static Register in(Frame frame) {
        return new Register(
                NAME,
                new Register.Definition(
                        "Images of vendors",
                        "Images that vendors make and that ran, with what could be verified of them: SBOM, signature, provenance, what was open in them, and the vendor's file. No text asks for signatures of images: this is evidence of monitoring, not a requirement.",
                        "one image of a vendor",
                        "Exhibit, from scans, what clusters stated, attestations that came in, and decisions about vendors and their keys",
                        "Ran on any day of the period. Images whose maker nobody has named are not in it. Who makes an image is as of when the pack was made; all else as at the end of the period, or at as-of when that is earlier.",
                        QUERY),
                List.of("image", "repository"),
                COLUMNS,
                frame.parameters());
    }
}
