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

/** Every finding of a pack, with the dates its deadline rests on and the documents that show it open and closed. */
final class FindingRegister {

    static final String NAME = "findings";

    /** Episodes as they were known at the ledger position: a closing that was recorded later is not known. */
    static final String KNOWN = """
            WITH known AS (
                SELECT e.finding_id, e.n, f.target_id, e.opened_at, opened.submission_id AS opened_by, opened.tool,
                       CASE WHEN closed.id IS NOT NULL OR e.closed_entry < :ledgerSize THEN e.closed_at END AS closed_at,
                       CASE WHEN closed.id IS NOT NULL OR e.closed_entry < :ledgerSize THEN e.close_reason END AS close_reason,
                       CASE WHEN closed.id IS NOT NULL OR e.closed_entry < :ledgerSize THEN e.closing END AS closing,
                       CASE WHEN closed.id IS NOT NULL OR e.closed_entry < :ledgerSize THEN e.gone_at END AS gone_at,
                       CASE WHEN closed.id IS NOT NULL THEN e.closed_image END AS closed_image,
                       closed.submission_id AS closed_by,
                       d.starts_at, d.due_at, d.estimated, d.policy_version
                  FROM findings.pub_episode e
                  JOIN findings.pub_finding f ON f.id = e.finding_id
                  JOIN estate.pub_target_in(:scope, :judgedAt, :asOf) AS target ON target.target_id = f.target_id
                  JOIN scans.pub_scan opened ON opened.id = e.opened_scan AND opened.entry_index < :ledgerSize
                  LEFT JOIN scans.pub_scan closed ON closed.id = e.closed_scan AND closed.entry_index < :ledgerSize
                  LEFT JOIN findings.pub_deadline d ON d.finding_id = e.finding_id AND d.episode = e.n AND d.profile = :profile
                        AND d.decided_at <= :asOf AND (d.superseded_at IS NULL OR d.superseded_at > :asOf)
            ), listed AS (
                SELECT k.finding_id, k.n, k.target_id, k.opened_at, k.opened_by, k.tool, k.closed_at, k.gone_at, k.close_reason, k.closing, k.closed_by,
                       k.closed_image, k.starts_at, k.due_at, k.estimated, k.policy_version
                  FROM known k
                 WHERE k.opened_at < :to
                   AND (k.gone_at IS NULL OR k.gone_at >= :from OR (k.due_at >= :from AND k.due_at < :to))
            )
            """;

    private static final String QUERY = KNOWN + """
            SELECT l.finding_id, l.n AS episode, f.vulnerability, f.package, f.package || ' ' || f.installed_version AS component,
                   f.installed_version, f.fixed_version, f.class, f.package_type, f.location,
                   t.name AS target, t.kind AS target_kind, t.environment, s.code AS system, s.owner,
                   f.severity, f.severity_source, f.cvss,
                   CASE WHEN f.ranked_at <= :asOf THEN f.rank END AS rank, f.title, f.suppression,
                   f.published_at AS disclosed_at, CASE WHEN f.fix_seen_at <= :asOf THEN f.fix_shown_at END AS fix_seen_at, f.shown_at,
                   CASE WHEN f.fix_stated_seen <= :asOf THEN f.fix_at WHEN f.fix_seen_at <= :asOf THEN f.fix_shown_at END AS fix_released_at,
                   CASE WHEN f.fix_stated_seen <= :asOf THEN f.fix_kind END AS fix_release_kind,
                   CASE WHEN f.fix_stated_seen <= :asOf AND f.fix_kind IS NOT NULL THEN f.fix_stated_tool END AS fix_release_tool,
                   l.opened_at, l.tool, l.starts_at, l.due_at, l.estimated, l.policy_version,
                   exploited.due_at AS exploited_due_at, b.vendor, CASE WHEN b.vendor IS NOT NULL THEN coalesce(b.counts, 'OWN_SCANS') END AS days_count_from,
                   b.package_due_at, b.vendor_image, b.vendor_at AS vendor_image_at,
                   CASE WHEN b.vendor_at IS NOT NULL THEN b.vendor_estimated END AS vendor_image_estimated, b.vendor_due_at AS vendor_image_due_at, l.closed_at, l.close_reason, l.closing,
                   CASE WHEN l.gone_at <= :asOf THEN l.gone_at END AS gone_at,
                   image.built_at AS fixed_image_built_at, gone.stated AS places_stated, gone.running AS places_running,
                   CASE WHEN gone.running = 0 THEN gone.last_at END AS last_place_left_at,
                   CASE WHEN l.due_at IS NULL THEN 'NO_CLOCK'
                        WHEN l.gone_at <= :judgedAt THEN CASE WHEN l.gone_at > l.due_at THEN 'LATE' WHEN l.closing = 'PROVEN' THEN 'IN_TIME' ELSE 'NOT_PROVEN' END
                        WHEN l.due_at < :judgedAt THEN 'OVERDUE'
                        ELSE 'OPEN' END AS standing,
                   encode(opened.sha256, 'hex') AS opened_by_sha256, encode(closed.sha256, 'hex') AS closed_by_sha256
              FROM listed l
              JOIN findings.pub_finding f ON f.id = l.finding_id
              JOIN estate.pub_target t ON t.id = f.target_id
              LEFT JOIN estate.pub_system s ON s.id = t.system_id
              JOIN intake.pub_submission opened ON opened.id = l.opened_by
              LEFT JOIN intake.pub_submission closed ON closed.id = l.closed_by
              LEFT JOIN findings.pub_deadline exploited ON exploited.finding_id = l.finding_id AND exploited.episode = l.n
                    AND exploited.profile = 'KEV' AND exploited.decided_at <= :asOf
                    AND (exploited.superseded_at IS NULL OR exploited.superseded_at > :asOf)
              LEFT JOIN LATERAL findings.pub_both_bases(l.finding_id, l.n, :profile, :asOf) b ON true
              LEFT JOIN estate.pub_image image ON image.id = l.closed_image
              LEFT JOIN LATERAL (
                   SELECT count(DISTINCT (place.environment, place.cluster, place.namespace, place.workload)) AS stated,
                          count(DISTINCT (place.environment, place.cluster, place.namespace, place.workload))
                              FILTER (WHERE place.to_at IS NULL OR place.to_at > :judgedAt) AS running,
                          max(place.to_at) FILTER (WHERE place.to_at <= :judgedAt) AS last_at
                     FROM estate.pub_deployment place
                    WHERE place.from_at <= :judgedAt
                      AND estate.pub_counts_at(t, place.environment, place.cluster, place.namespace, place.workload)
                      AND place.image_id IN (
                          SELECT seen.image_id
                            FROM scans.pub_scan seen
                           WHERE seen.target_id = l.target_id AND seen.entry_index < :ledgerSize AND seen.outcome = 'CONCLUSIVE'
                             AND seen.image_id IS DISTINCT FROM l.closed_image
                             AND seen.recorded_at >= l.opened_at
                             AND (l.closed_at IS NULL OR seen.recorded_at < l.closed_at))
              ) AS gone ON true
             ORDER BY l.finding_id, l.n::text COLLATE "C"
            """;

    private static final List<Column> COLUMNS = List.of(
            new Column("finding_id", KEY, "Id of the finding: one vulnerability in one package of one target."),
            new Column("episode", NUMBER, "1 for the first time it was open, 2 after it came back, and so on."),
            new Column("vulnerability", STRONG, "Id of the vulnerability as the scanner gave it.")
                    .printed("Vulnerability", 1.3),
            new Column("package", TEXT, "Package as the scanner named it."),
            new Column("component", TEXT, "Package and installed version.").printed("Component", 1.45),
            new Column("installed_version", TEXT, "Version found, as the last scan that differed gave it."),
            new Column("fixed_version", TEXT, "Version with the fix; empty: none was known.")
                    .printed("Fixed in", 1.35, "none known"),
            new Column("class", TEXT, "Result class of the scanner."),
            new Column("package_type", TEXT, "Type of package, such as debian or jar."),
            new Column("location", TEXT, "Path inside the target, where the scanner gave one."),
            new Column("target", TEXT, "What was scanned.").printed("Where", 2.5),
            new Column("target_kind", TEXT, "Image, workload, repository and so on."),
            new Column("environment", TEXT, "Environment the sender named."),
            new Column("system", TEXT, "Code of the regulated system; empty: not attributed.")
                    .printed("System", 1.15, "none"),
            new Column("owner", TEXT, "Owner of that system."),
            new Column("severity", TEXT, "Severity the scanner gave."),
            new Column("severity_source", TEXT, "Where the scanner has the severity from."),
            new Column("cvss", NUMBER, "CVSS base score, where given."),
            new Column("rank", STRONG, "The entity's own ranking; empty: could not be ranked.")
                    .printed("Rank", 0.75, "not ranked"),
            new Column("title", TEXT, "Title of the vulnerability, as the scanner gave it."),
            new Column("suppression", TEXT, "Why the scanner's configuration hides it, if it does."),
            new Column("disclosed_at", TIME, "When it was published, as the scanner gave it; empty: unknown."),
            new Column(
                    "fix_seen_at",
                    TIME,
                    "When our scans first showed a fixed version, by their own dates: an estimate of its release."),
            new Column(
                    "fix_released_at",
                    TIME,
                    "Since when a fix was there to be had: as a report states it, or else as fix_seen_at; empty: none is known."),
            new Column(
                    "fix_release_kind",
                    TEXT,
                    "How the source of that date knows it, in its word; first-observed is an estimate. Empty: from our own scans, an estimate."),
            new Column(
                    "fix_release_tool",
                    TEXT,
                    "Scanner or maker's document that states that date; empty: our own scans."),
            new Column(
                    "shown_at",
                    TIME,
                    "When the earliest scan that shows it was made, by its own date; never after its receipt. Deadlines count from here or from the fix."),
            new Column("opened_at", DAY, "When the scan that opened this episode was recorded.")
                    .printed("First seen", 0.8),
            new Column("tool", TEXT, "Scanner whose report opened this episode."),
            new Column("starts_at", TIME, "When the clock started; empty: it has not."),
            new Column("due_at", DAY, "Deadline by the patch policy; empty: no clock.").printed("Due", 0.8, "no clock"),
            new Column("estimated", TEXT, "Whether the start of the clock is an estimate."),
            new Column("policy_version", NUMBER, "Version of the patch policy that gave the deadline."),
            new Column(
                    "exploited_due_at",
                    TIME,
                    "Deadline of the KEV clock, beside this one; empty: not known to be exploited, and that clock does not run."),
            new Column("vendor", TEXT, "Code of the vendor in whose image it is; empty: in none, or no such clock."),
            new Column(
                    "days_count_from",
                    TEXT,
                    "From what the days of due_at count there: PACKAGE, the release of the package's fix; VENDOR_IMAGE, the vendor's first image without it; OWN_SCANS, neither."),
            new Column(
                    "package_due_at",
                    TIME,
                    "Deadline if the days count from the package's fix; empty: none, or in no image of a vendor."),
            new Column(
                    "vendor_image",
                    TEXT,
                    "The vendor's first image without it, by the scan that shows so; empty: none was known."),
            new Column("vendor_image_at", TIME, "Since when that image was there; never before the fix."),
            new Column(
                    "vendor_image_estimated",
                    TEXT,
                    "Whether that date is an estimate: when the image was first seen here."),
            new Column(
                    "vendor_image_due_at",
                    TIME,
                    "Deadline if the days count from that image; empty: there is none, or in no image of a vendor."),
            new Column("closed_at", DAY, "When a later scan of the same target no longer showed it.")
                    .printed("Closed", 0.8, "not closed"),
            new Column("close_reason", TEXT, "What the closing scan showed, or that the target was retired."),
            new Column(
                    "closing", TEXT, "Whether that scan and the one before prove that it is gone; empty: not closed."),
            new Column(
                    "fixed_image_built_at",
                    TIME,
                    "Build time of the image in which it was no longer found, by that image's own configuration."),
            new Column(
                    "places_stated", NUMBER, "Deployments of affected images that were stated to this installation."),
            new Column("places_running", NUMBER, "Of these, still running when judged."),
            new Column(
                    "last_place_left_at",
                    TIME,
                    "When the last of them was gone; empty: not known, or not all are gone."),
            new Column(
                    "gone_at",
                    TIME,
                    "When it was closed and no place was stated to run it any more; empty: not closed, or it runs still. Deadlines are judged by it."),
            new Column("standing", STATE, "How it stood at the end of the period, or at as-of when that is earlier.")
                    .printed("Standing", 0.8),
            new Column("opened_by_sha256", DIGEST, "SHA-256 of the document that opened the episode."),
            new Column("closed_by_sha256", DIGEST, "SHA-256 of the document that closed it."));

    private static final String KEYS = KNOWN + """
            SELECT l.finding_id, l.n AS episode, l.close_reason FROM listed l ORDER BY l.finding_id, l.n::text COLLATE "C"
            """;

    private FindingRegister() {}

    /** Its keys alone, where a check was asked about another scope than the pack. */
    static Register keys(Frame frame) {
        return CrosscheckRegisters.keys(
                NAME, KEYS, List.of("finding_id", "episode"), List.of("close_reason"), frame.parameters());
    }

    static Register in(Frame frame) {
        return new Register(
                NAME,
                new Register.Definition(
                        "Findings",
                        "Every known vulnerability in what was scanned, once for each time it was open.",
                        "one episode of one finding, from the scan that showed it to the scan of the same target that no longer did",
                        "Exhibit, derived from the scan reports listed in sources.csv",
                        "Open at any moment of the period, or due in it. Closings recorded after the ledger position are not known.",
                        QUERY),
                List.of("finding_id", "episode"),
                COLUMNS,
                frame.parameters());
    }
}
