package io.exhibit.findings;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The columns of the list of findings in its file. */
final class FindingListCsv {

    static final List<String> HEAD = List.of(
            "finding",
            "vulnerability",
            "title",
            "package",
            "installed_version",
            "fixed_version",
            "class",
            "package_type",
            "location",
            "suppressed_by_scanner",
            "target",
            "environment",
            "system",
            "owner",
            "severity",
            "rank",
            "first_detected_at",
            "known_exploited_since",
            "episode",
            "closed_at",
            "earliest_deadline_of",
            "earliest_deadline_at",
            "standing",
            "as_of");

    private FindingListCsv() {}

    static List<@Nullable Object> cells(FindingListRow row, FindingListQuestion question) {
        FindingListRow.Name name = row.name();
        FindingListRow.Place place = row.place();
        FindingListRow.Standing standing = row.standing();
        return Arrays.asList(
                row.id(),
                name.vulnerability(),
                name.title(),
                name.packageName(),
                name.installedVersion(),
                name.fixedVersion(),
                name.packageClass(),
                name.packageType(),
                name.location(),
                name.suppression(),
                place.target(),
                place.environment(),
                place.system(),
                place.owner(),
                row.severity(),
                row.rank(),
                row.firstDetectedAt(),
                row.exploitedSince(),
                standing.episode(),
                standing.closedAt(),
                standing.profile(),
                standing.dueAt(),
                row.standingAt(question.asOf().at()).words(),
                question.asOf().at());
    }
}
