package io.exhibit.findings;

import io.exhibit.findings.TimelineMoment.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The timeline's columns in its file: every date with its source, unknown ones empty with the reason beside them. */
final class TimelineCsv {

    private TimelineCsv() {}

    static List<String> head() {
        var head = new ArrayList<>(List.of(
                "finding", "vulnerability", "package", "installed_version", "fixed_version", "class", "package_type",
                "location", "target", "environment", "system", "owner", "severity", "rank"));
        for (Kind kind : Kind.values()) {
            String name = kind.name().toLowerCase(Locale.ROOT);
            head.addAll(List.of(name + "_at", name + "_estimated", name + "_source"));
        }
        head.addAll(List.of(
                "profile", "policy_version", "clock_started_at", "due_at", "deadline_estimated", "closed_at",
                "close_reason", "standing", "as_of"));
        return head;
    }

    static List<@Nullable Object> cells(TimelineRow row, TimelineQuestion question) {
        List<@Nullable Object> cells = new ArrayList<>(Arrays.<@Nullable Object>asList(
                row.id(), row.vulnerability(), row.packageName(), row.installedVersion(), row.fixedVersion(),
                row.packageClass(), row.packageType(), row.location(), row.target(), row.environment(), row.system(),
                row.owner(), row.severity(), row.rank()));
        for (TimelineMoment moment : row.moments()) {
            cells.addAll(Arrays.<@Nullable Object>asList(
                    moment.at(), moment.at() == null ? null : moment.estimated(), moment.source()));
        }
        TimelineLane.Clock clock = row.lane(question.asOf().at()).clock();
        cells.addAll(Arrays.<@Nullable Object>asList(
                question.profile(), row.policyVersion(), clock.starts(), clock.due(),
                clock.due() == null ? null : row.estimated(), clock.closed(), row.closeReason(),
                clock.standing().words(), question.asOf().at()));
        return cells;
    }
}
