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
                "finding",
                "vulnerability",
                "package",
                "installed_version",
                "fixed_version",
                "class",
                "package_type",
                "location",
                "target",
                "environment",
                "system",
                "owner",
                "severity",
                "rank"));
        for (Kind kind : Kind.values()) {
            String name = kind.name().toLowerCase(Locale.ROOT);
            head.addAll(List.of(name + "_at", name + "_estimated", name + "_source"));
        }
        head.addAll(List.of(
                "profile",
                "policy_version",
                "clock_started_at",
                "due_at",
                "deadline_estimated",
                "closed_at",
                "close_reason",
                "closing",
                "standing",
                "exceptions",
                "compensated",
                "escalations"));
        head.addAll(BothBases.HEAD);
        head.addAll(List.of("as_of", "known_on"));
        return head;
    }

    static List<@Nullable Object> cells(TimelineRow row, TimelineQuestion question) {
        TimelineFinding finding = row.finding();
        TimelinePlace place = row.place();
        List<@Nullable Object> cells = new ArrayList<>(Arrays.<@Nullable Object>asList(
                finding.id(),
                finding.vulnerability(),
                finding.packageName(),
                finding.installedVersion(),
                finding.fixedVersion(),
                finding.packageClass(),
                finding.packageType(),
                finding.location(),
                place.target(),
                place.environment(),
                place.system(),
                place.owner(),
                finding.severity(),
                finding.rank()));
        for (TimelineMoment moment : row.moments()) {
            cells.addAll(Arrays.<@Nullable Object>asList(
                    moment.at(), moment.at() == null ? null : moment.estimated(), moment.source()));
        }
        cells.addAll(clock(row, question));
        cells.addAll(Arrays.<@Nullable Object>asList(
                TimelineDecision.sentences(row.decisions(), TimelineDecision.Kind.EXCEPTION),
                TimelineDecision.sentences(row.decisions(), TimelineDecision.Kind.COMPENSATED),
                TimelineDecision.sentences(row.decisions(), TimelineDecision.Kind.ESCALATION)));
        cells.addAll(BothBases.cells(row.bases()));
        cells.add(question.asOf().at());
        cells.add(question.asOf().known());
        return cells;
    }

    private static List<@Nullable Object> clock(TimelineRow row, TimelineQuestion question) {
        TimelineSpell spell = row.spell();
        return Arrays.asList(
                question.profile(),
                spell.policyVersion(),
                spell.startsAt(),
                spell.dueAt(),
                spell.dueAt() == null ? null : spell.estimated(),
                spell.closedAt(),
                spell.closeReason(),
                spell.closing(),
                row.lane(question.asOf().at()).clock().standing().words());
    }
}
