package io.exhibit.findings;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The columns of the list of findings in its file. */
final class FindingListCsv {

    private static final List<String> OWN = List.of(
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
            "rank_lowered_until",
            "first_detected_at",
            "known_exploited_since",
            "epss",
            "epss_percentile",
            "epss_scored_at",
            "handling",
            "suppressed_since",
            "exception",
            "exception_kind",
            "exception_until",
            "exception_ended_by",
            "exception_compensated_at",
            "episode",
            "closed_at",
            "gone_at",
            "closing",
            "earliest_deadline_of",
            "earliest_deadline_at",
            "standing");

    static final List<String> HEAD = Stream.of(OWN, BothBases.HEAD, List.of("as_of", "known_on"))
            .flatMap(List::stream)
            .toList();

    private FindingListCsv() {}

    static List<@Nullable Object> cells(FindingListRow row, FindingListQuestion question) {
        FindingListRow.Place place = row.place();
        FindingListRow.Standing standing = row.standing();
        Instant at = question.asOf().at();
        List<@Nullable Object> cells = new ArrayList<>(named(row));
        cells.addAll(Arrays.asList(
                place.target(),
                place.environment(),
                place.system(),
                place.owner(),
                row.severity(),
                row.rank(),
                row.loweredUntil(),
                row.firstDetectedAt(),
                row.exploitedSince(),
                epss(row, ExploitScores.Scored::score),
                epss(row, ExploitScores.Scored::percentile),
                epss(row, ExploitScores.Scored::scoredAt),
                row.handlingAt(at),
                row.suppressedSince()));
        cells.addAll(excepted(row.excepted(), at));
        cells.addAll(Arrays.asList(
                standing.episode(),
                standing.closedAt(),
                standing.goneAt(),
                standing.closing(),
                standing.profile(),
                standing.dueAt(),
                row.standingAt(at).words()));
        cells.addAll(BothBases.cells(row.bases()));
        cells.add(at);
        cells.add(question.asOf().known());
        return cells;
    }

    private static List<@Nullable Object> named(FindingListRow row) {
        FindingListRow.Name name = row.name();
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
                name.suppression());
    }

    private static List<@Nullable Object> excepted(@Nullable Excepted excepted, Instant at) {
        if (excepted == null) {
            return Arrays.asList(null, null, null, null);
        }
        boolean valid = excepted.isValidAt(at);
        return Arrays.asList(
                excepted.exception(),
                excepted.kind(),
                valid ? excepted.expires() : excepted.until(),
                valid ? null : excepted.ending(),
                excepted.compensatedAt());
    }

    private static @Nullable Object epss(FindingListRow row, Function<ExploitScores.Scored, Object> what) {
        ExploitScores.Scored epss = row.epss();
        return epss == null ? null : what.apply(epss);
    }
}
