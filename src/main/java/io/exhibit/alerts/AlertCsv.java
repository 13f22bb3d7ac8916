package io.exhibit.alerts;

import io.exhibit.kernel.Visible;
import java.io.IOException;
import java.io.Writer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Alerts as RFC 4180 text: every cell quoted, nothing in it that a spreadsheet would run as a formula. */
final class AlertCsv {

    private static final String FORMULA = "=+-@\t\r\n＝＋－＠";
    private static final String[] HEADER = {
        "id",
        "recorded_at",
        "occurred_at",
        "priority",
        "rule",
        "class",
        "mapping_version",
        "state",
        "system",
        "cluster",
        "namespace",
        "pod",
        "container",
        "image",
        "image_tag",
        "image_digest",
        "process",
        "user",
        "hostname",
        "source",
        "output",
        "acknowledged_at",
        "acknowledged_by",
        "closed_at",
        "closed_by",
        "disposition",
        "reason",
        "submission",
        "position",
        "ledger_entry"
    };

    private final Writer out;

    AlertCsv(Writer out) throws IOException {
        this.out = out;
        line(Stream.of(HEADER));
    }

    void write(AlertRow row) throws IOException {
        Stream<@Nullable Object> first = Stream.of(
                row.id(),
                row.recordedAt(),
                row.occurredAt(),
                row.priority(),
                row.rule(),
                row.alertClass(),
                row.mappingVersion(),
                row.state(),
                row.systemCode(),
                row.cluster(),
                row.namespace(),
                row.pod(),
                row.container());
        Stream<@Nullable Object> second = Stream.of(
                row.imageRepository(),
                row.imageTag(),
                row.imageDigest(),
                row.process(),
                row.userName(),
                row.hostname(),
                row.source(),
                row.output());
        Stream<@Nullable Object> third = Stream.of(
                row.acknowledgedAt(),
                row.acknowledgedBy(),
                row.closedAt(),
                row.closedBy(),
                row.disposition(),
                row.reason(),
                row.submissionId(),
                row.position(),
                row.entryIndex());
        line(Stream.of(first, second, third).flatMap(cells -> cells));
    }

    private void line(Stream<? extends @Nullable Object> cells) throws IOException {
        out.write(cells.map(AlertCsv::cell).collect(Collectors.joining(",")));
        out.write("\r\n");
    }

    private static String cell(@Nullable Object value) {
        String text = value == null ? "" : Visible.text(value.toString());
        boolean formula = !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0;
        return '"' + (formula ? "'" : "") + text.replace("\"", "\"\"") + '"';
    }
}
