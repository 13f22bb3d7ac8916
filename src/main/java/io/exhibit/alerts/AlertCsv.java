package io.exhibit.alerts;

import io.exhibit.kernel.Csv;
import java.io.Writer;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The columns of the list of alerts in its file. */
final class AlertCsv {

    private record Column(String name, Function<AlertRow, @Nullable Object> value) {}

    private static final List<Column> COLUMNS = List.of(
            new Column("id", AlertRow::id),
            new Column("recorded_at", AlertRow::recordedAt),
            new Column("occurred_at", AlertRow::occurredAt),
            new Column("priority", AlertRow::priority),
            new Column("rule", AlertRow::rule),
            new Column("class", AlertRow::alertClass),
            new Column("mapping_version", AlertRow::mappingVersion),
            new Column("state", AlertRow::state),
            new Column("system", AlertRow::systemCode),
            new Column("cluster", AlertRow::cluster),
            new Column("namespace", AlertRow::namespace),
            new Column("pod", AlertRow::pod),
            new Column("container", AlertRow::container),
            new Column("image", AlertRow::imageRepository),
            new Column("image_tag", AlertRow::imageTag),
            new Column("image_digest", AlertRow::imageDigest),
            new Column("process", AlertRow::process),
            new Column("user", AlertRow::userName),
            new Column("hostname", AlertRow::hostname),
            new Column("source", AlertRow::source),
            new Column("output", AlertRow::output),
            new Column("acknowledged_at", AlertRow::acknowledgedAt),
            new Column("acknowledged_by", AlertRow::acknowledgedBy),
            new Column("closed_at", AlertRow::closedAt),
            new Column("closed_by", AlertRow::closedBy),
            new Column("disposition", AlertRow::disposition),
            new Column("reason", AlertRow::reason),
            new Column("submission", AlertRow::submissionId),
            new Column("position", AlertRow::position),
            new Column("ledger_entry", AlertRow::entryIndex));

    private final Csv out;

    AlertCsv(Writer out) {
        this.out = new Csv(out);
        this.out.line(COLUMNS.stream().map(Column::name).toList());
    }

    void write(AlertRow row) {
        out.line(COLUMNS.stream().map(column -> column.value().apply(row)).toList());
    }
}
