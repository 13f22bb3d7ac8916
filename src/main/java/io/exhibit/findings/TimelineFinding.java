package io.exhibit.findings;

import io.exhibit.kernel.Columns;
import io.exhibit.kernel.Visible;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a finding is: the part of a row that its scans tell. */
record TimelineFinding(
        UUID id,
        String vulnerability,
        String packageName,
        String packageClass,
        String packageType,
        String location,
        String installedVersion,
        @Nullable String fixedVersion,
        String severity,
        @Nullable String rank,
        @Nullable Instant publishedAt,
        Instant firstDetectedAt,
        Instant receivedAt,
        @Nullable Instant fixAt,
        @Nullable String fixKind,
        @Nullable String fixTool) {

    static TimelineFinding read(ResultSet row) throws SQLException {
        return new TimelineFinding(
                Columns.id(row, "id"),
                Visible.line(row.getString("vulnerability")),
                Visible.line(row.getString("package")),
                row.getString("class"),
                Visible.line(row.getString("package_type")),
                Visible.line(row.getString("location")),
                Visible.line(row.getString("installed_version")),
                row.getString("fixed_version"),
                row.getString("severity"),
                row.getString("rank"),
                Columns.maybeAt(row, "published_at"),
                Columns.at(row, "first_detected_at"),
                Columns.at(row, "received_at"),
                Columns.maybeAt(row, "fix_at"),
                row.getString("fix_kind"),
                row.getString("fix_stated_tool"));
    }

    String component() {
        return packageName + " " + installedVersion;
    }
}
