package io.exhibit.findings;

import io.exhibit.findings.FindingStory.Place;
import io.exhibit.findings.FindingStory.Running;
import io.exhibit.kernel.AsOf;
import io.exhibit.kernel.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Where the images ran that had a finding, as clusters state it; the same bytes under another name count too. */
@Component
class FindingStoryPlaces {

    private static final int SHOWN = 50;
    private static final Running NOWHERE = new Running(0, 0, 0, null, List.of());

    /** Had it: whatever scan of the target could be relied on while the finding was open, that was about an image. */
    private static final String PLACES = """
            WITH had AS MATERIALIZED (
                SELECT DISTINCT s.image_id
                  FROM findings.finding f
                  JOIN {episodes} e ON e.finding_id = f.id AND e.opened_at <= :at
                  JOIN scans.pub_scan s ON s.target_id = f.target_id AND s.outcome = 'CONCLUSIVE' AND s.recorded_at <= {by then}
                       AND s.recorded_at >= e.opened_at AND (e.closed_at IS NULL OR s.recorded_at < e.closed_at)
                 WHERE f.id = :finding AND s.image_id IS NOT NULL
            ), place AS MATERIALIZED (
                SELECT DISTINCT ON (d.id) d.id, d.environment, d.cluster, d.namespace, d.kind, d.workload, d.container, d.replicas,
                       d.from_at, CASE WHEN d.to_at <= :at THEN d.to_at END AS to_at,
                       CASE WHEN d.to_at <= :at THEN d.to_entry ELSE d.from_entry END AS entry,
                       i.repository || coalesce(':' || i.tag, '') AS image
                  FROM had h
                  JOIN estate.pub_deployment d ON d.image_id = h.image_id AND d.source = 'SNAPSHOT' AND d.opened_at <= :at
                  JOIN estate.pub_image i ON i.id = h.image_id
                 ORDER BY d.id, i.id
            ), total AS (
                SELECT count(DISTINCT (p.environment, p.cluster, p.namespace, p.kind, p.workload)) AS workloads,
                       count(DISTINCT (p.environment, p.cluster, p.namespace, p.kind, p.workload))
                           FILTER (WHERE p.to_at IS NULL) AS running,
                       coalesce(sum(p.replicas) FILTER (WHERE p.to_at IS NULL), 0) AS running_replicas,
                       CASE WHEN bool_and(p.to_at IS NOT NULL) THEN max(p.to_at) END AS gone_at
                  FROM place p
            )
            SELECT t.workloads, t.running, t.running_replicas, t.gone_at, p.*
              FROM total t
              CROSS JOIN place p
             ORDER BY p.to_at DESC NULLS FIRST, p.from_at DESC, p.id
             LIMIT :shown
            """;

    private final JdbcClient jdbc;

    FindingStoryPlaces(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Running of(UUID finding, AsOf asOf) {
        return jdbc.sql(KnownAt.fill(PLACES, asOf))
                .param("finding", finding)
                .param("at", asOf.at().atOffset(ZoneOffset.UTC))
                .param("known", asOf.known().atOffset(ZoneOffset.UTC))
                .param("shown", SHOWN)
                .query(FindingStoryPlaces::running);
    }

    private static Running running(ResultSet row) throws SQLException {
        List<Place> places = new ArrayList<>();
        Running total = NOWHERE;
        while (row.next()) {
            places.add(place(row));
            total = new Running(
                    row.getLong("workloads"),
                    row.getLong("running"),
                    row.getLong("running_replicas"),
                    Columns.maybeAt(row, "gone_at"),
                    places);
        }
        return total;
    }

    private static Place place(ResultSet row) throws SQLException {
        String environment = row.getString("environment");
        String container = row.getString("container");
        return new Place(
                (environment.isEmpty() ? "" : environment + " / ") + row.getString("cluster") + " / "
                        + row.getString("namespace"),
                row.getString("workload") + (container.isEmpty() ? "" : ", container " + container),
                row.getString("image"),
                Columns.at(row, "from_at"),
                Columns.maybeAt(row, "to_at"),
                row.getObject("replicas", Integer.class),
                row.getLong("entry"));
    }
}
