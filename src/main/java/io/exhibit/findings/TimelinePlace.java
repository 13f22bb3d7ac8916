package io.exhibit.findings;

import io.exhibit.kernel.Columns;
import io.exhibit.kernel.Visible;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Where a finding is, whose that is, and what deployments were stated of the images that had it. */
record TimelinePlace(
        String target,
        String environment,
        @Nullable String system,
        @Nullable String owner,
        @Nullable String tool,
        @Nullable Instant fixedBuiltAt,
        Deployments deployments) {

    /** Of how many stated places, how many still run an affected image, and when the last of the others stopped. */
    record Deployments(long stated, long running, @Nullable Instant lastAt) {}

    static TimelinePlace read(ResultSet row) throws SQLException {
        return new TimelinePlace(
                Visible.line(row.getString("target")),
                Visible.line(row.getString("environment")),
                row.getString("system"),
                row.getString("owner"),
                row.getString("tool"),
                Columns.maybeAt(row, "built_at"),
                new Deployments(row.getLong("stated"), row.getLong("running"), Columns.maybeAt(row, "last_at")));
    }

    /** The last part of the name says which image it is; the table behind the picture has the whole of it. */
    String shortName() {
        String name = target.substring(target.lastIndexOf('/') + 1);
        return environment.isEmpty() || environment.equals("production") ? name : name + " (" + environment + ")";
    }

    String whose() {
        return owner == null ? "not attributed" : owner;
    }

    String scanner() {
        return tool == null ? "the scanner" : tool;
    }
}
