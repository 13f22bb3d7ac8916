package io.exhibit.packs;

import io.exhibit.kernel.Written;
import io.exhibit.packs.Crosscheck.Figure;
import io.exhibit.packs.Crosscheck.Line;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;

/** R2: what clusters stated to run in the period, against what was scanned in it, and against what has an SBOM. */
final class DigestCheck {

    // What ran is asked of clusters alone: a scan that says where an image runs is the other side of the comparison.
    private static final String RUNNING = """
            WITH running AS (
                SELECT DISTINCT d.identity, d.digest, d.config
                  FROM estate.pub_interval d
                 WHERE d.source = 'SNAPSHOT' AND d.from_at < :judgedAt AND d.opened_at <= :asOf
                   AND (d.to_at IS NULL OR d.to_at > :from)
                   AND (:scope = 'all'
                        OR d.system_id IN (SELECT i.system_id FROM estate.pub_system_in(:scope, :judgedAt, :asOf) AS i))
            ), known AS (
                SELECT r.identity, m.id AS image_id
                  FROM running r
                  LEFT JOIN LATERAL (SELECT i.id
                                       FROM estate.pub_image i
                                      WHERE i.identity = r.identity OR i.digest = r.digest OR i.image_id = r.config) m ON true
            )
            SELECT k.identity, coalesce(bool_or(s.there), false) AS scanned, coalesce(bool_or(b.there), false) AS listed
              FROM known k
              LEFT JOIN LATERAL (SELECT true AS there
                                   FROM scans.pub_scan c
                                  WHERE c.image_id = k.image_id AND c.outcome = 'CONCLUSIVE' AND c.entry_index < :ledgerSize
                                    AND c.recorded_at >= :from AND c.recorded_at < :judgedAt
                                  LIMIT 1) s ON true
              LEFT JOIN LATERAL (SELECT true AS there
                                   FROM estate.pub_component_list l
                                  WHERE l.image_id = k.image_id AND l.source = 'SBOM' AND l.flaw IS NULL
                                    AND l.entry_index < :ledgerSize AND l.recorded_at < :judgedAt
                                  LIMIT 1) b ON true
             GROUP BY k.identity
             ORDER BY k.identity COLLATE "C"
            """;

    private DigestCheck() {}

    /** An image that ran, whether a scan of the period was about it, and whether there is an SBOM of it. */
    record Image(String identity, boolean scanned, boolean listed) {}

    static Crosscheck of(JdbcClient jdbc, Frame frame) {
        return judged(
                jdbc.sql(RUNNING).params(frame.parameters()).query(Image.class).list());
    }

    static Crosscheck judged(List<Image> running) {
        if (running.isEmpty()) {
            return Crosscheck.notDone(
                    Crosscheck.Test.R2,
                    "No cluster stated that anything of this scope ran in the period: there is nothing to compare scans with.",
                    List.of());
        }
        long scanned = running.stream().filter(Image::scanned).count();
        long listed = running.stream().filter(Image::listed).count();
        List<Line> lines = new ArrayList<>();
        lines.add(Crosscheck.line(
                "Running, and scanned in the period",
                running.size(),
                scanned,
                "Images by their digest, where there is one."));
        lines.add(Crosscheck.line(
                "Running, and with an SBOM", running.size(), listed, "A scan that lists packages is no SBOM here."));
        running.stream().flatMap(DigestCheck::missing).forEach(lines::add);
        return Crosscheck.made(
                Crosscheck.Test.R2,
                new Figure(running.size(), "Images in the snapshots of clusters that ran at any time of the period."),
                new Figure(
                        running.stream()
                                .filter(image -> image.scanned() && image.listed())
                                .count(),
                        "Those of them with a conclusive scan in the period and an SBOM, among the documents of scanners."),
                Written.count(running.size(), "image", "images") + " ran; " + Written.count(scanned)
                        + " scanned in the period, " + Written.count(listed)
                        + " with an SBOM. What was scanned and was never stated to run is not counted: pipelines scan more than they deploy.",
                lines);
    }

    private static Stream<Line> missing(Image image) {
        return Stream.of(image.scanned() ? "" : "No conclusive scan in the period.", image.listed() ? "" : "No SBOM.")
                .filter(words -> !words.isEmpty())
                .map(words -> new Line(image.identity(), "running", "", Line.Standing.DIFFERS, words));
    }
}
