package io.exhibit.dashboard;

import io.exhibit.access.CsvFile;
import io.exhibit.kernel.Csv;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/** The columns of the lists of deployments in their files. */
final class DeploymentFiles {

    private DeploymentFiles() {}

    static Csv deployments(HttpServletResponse response) throws IOException {
        return CsvFile.begin(
                response,
                "exhibit-deployments",
                List.of(
                        "interval",
                        "environment",
                        "cluster",
                        "namespace",
                        "kind",
                        "workload",
                        "container",
                        "repository",
                        "tag",
                        "digest",
                        "image_id",
                        "assurance",
                        "system",
                        "from_at",
                        "to_at",
                        "replicas_at_last",
                        "stated_by",
                        "from_entry",
                        "to_entry",
                        "beginning_hinted_by",
                        "beginning_hinted_entry",
                        "end_hinted_at",
                        "end_hinted_entry",
                        "last_scan_at",
                        "critical",
                        "high",
                        "vulnerability_rows",
                        "as_of"));
    }

    static void write(Csv lines, DeploymentLine line, Instant asOf) {
        DeploymentLine.Place place = line.place();
        DeploymentLine.Image image = line.image();
        DeploymentLine.Span span = line.span();
        DeploymentLine.Scanned scanned = line.scanned();
        DeploymentLine.Owner owner = line.owner();
        DeploymentLine.Hints hints = line.hints();
        lines.line(Arrays.asList(
                line.id(),
                place.environment(),
                place.cluster(),
                place.namespace(),
                place.kind(),
                place.workload(),
                place.container(),
                image.repository(),
                image.tag(),
                image.digest(),
                image.config(),
                image.assurance(),
                owner == null ? null : owner.code(),
                span.from(),
                span.to(),
                span.replicas(),
                span.source(),
                span.fromEntry(),
                span.toEntry(),
                hints.by(),
                hints.entry(),
                hints.end() == null ? null : hints.end().at(),
                hints.end() == null ? null : hints.end().entry(),
                scanned == null ? null : scanned.at(),
                scanned == null ? null : scanned.critical(),
                scanned == null ? null : scanned.high(),
                scanned == null ? null : scanned.all(),
                asOf));
    }

    static Csv neverRun(HttpServletResponse response) throws IOException {
        return CsvFile.begin(
                response,
                "exhibit-never-run",
                List.of(
                        "image",
                        "repository",
                        "tag",
                        "digest",
                        "first_seen_at",
                        "last_scan_at",
                        "critical",
                        "high",
                        "vulnerability_rows",
                        "as_of"));
    }

    static void write(Csv lines, NeverRun.Line line, Instant asOf) {
        lines.line(Arrays.asList(
                line.id(),
                line.repository(),
                line.tag(),
                line.digest(),
                line.first(),
                line.scanned(),
                line.critical(),
                line.high(),
                line.observations(),
                asOf));
    }

    static Csv clusters(HttpServletResponse response) throws IOException {
        return CsvFile.begin(
                response,
                "exhibit-clusters",
                List.of(
                        "cluster",
                        "environment",
                        "standing",
                        "declared_at",
                        "owner",
                        "last_snapshot_taken_at",
                        "last_snapshot_received_at",
                        "last_complete_received_at",
                        "seconds_its_clock_was_ahead",
                        "workloads",
                        "containers",
                        "as_of"));
    }

    static void write(Csv lines, DeploymentPages.Cluster cluster, Instant asOf) {
        ClusterLine line = cluster.line();
        ClusterLine.Said last = line.last();
        lines.line(Arrays.asList(
                line.name(),
                line.environment(),
                cluster.standing().words(),
                line.declared() == null ? null : line.declared().at(),
                line.declared() == null ? null : line.declared().owner(),
                last == null ? null : last.observedAt(),
                last == null ? null : last.recordedAt(),
                line.completeAt(),
                last == null ? null : last.ahead(),
                line.running().workloads(),
                line.running().containers(),
                asOf));
    }
}
