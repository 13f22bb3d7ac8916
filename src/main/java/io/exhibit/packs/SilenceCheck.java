package io.exhibit.packs;

import io.exhibit.controls.Parameter;
import io.exhibit.kernel.Written;
import io.exhibit.packs.Crosscheck.Figure;
import io.exhibit.packs.Crosscheck.Line;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import org.springframework.jdbc.core.simple.JdbcClient;

/** R3: for how long each source was silent at most, against how often it has to be heard. */
final class SilenceCheck {

    // A silence that reaches into the period counts in its full length. A sender whose token had ended is not waited
    // for.
    private static final String LONGEST = """
            WITH heard AS (
                SELECT b.kind AS kind, b.token_id::text AS source, b.received_at AS at
                  FROM intake.pub_submission b
                 WHERE b.kind IN ('SCAN', 'EVENTS') AND b.entry_index < :ledgerSize
                 UNION ALL
                SELECT 'CLUSTER', s.cluster, s.recorded_at
                  FROM estate.pub_snapshot s
                 WHERE s.complete AND s.entry_index < :ledgerSize
                 UNION ALL
                SELECT 'FEED', l.source, l.looked_at FROM intake.pub_reference_look l WHERE l.kept
            ), moment AS (
                SELECT h.kind, h.source, h.at FROM heard h WHERE h.at >= :from AND h.at < :judgedAt
                 UNION ALL
                SELECT h.kind, h.source, max(h.at) FROM heard h WHERE h.at < :from GROUP BY h.kind, h.source
            ), stretch AS (
                SELECT m.kind, m.source, m.at AS from_at,
                       coalesce(lead(m.at) OVER (PARTITION BY m.kind, m.source ORDER BY m.at),
                                greatest(m.at, least(k.revoked_at, k.expires_at, :judgedAt))) AS until_at,
                       coalesce(k.name, m.source) AS name
                  FROM moment m
                  LEFT JOIN access.pub_token k ON m.kind IN ('SCAN', 'EVENTS') AND k.id::text = m.source
            )
            SELECT DISTINCT ON (s.kind, s.source) s.kind, coalesce(s.name, '') AS name, s.from_at, s.until_at
              FROM stretch s
             WHERE s.until_at > :from
             ORDER BY s.kind, s.source, s.until_at - s.from_at DESC, s.from_at
            """;

    private SilenceCheck() {}

    /** A source and its longest silence. */
    record Silence(Kind kind, String name, Instant fromAt, Instant untilAt) {

        Duration length() {
            return Duration.between(fromAt, untilAt);
        }
    }

    /** What is waited for, and the parameter that says how long. */
    enum Kind {
        SCAN("scans sent with the token ", "scan_max_gap_hours"),
        EVENTS("alerts sent with the token ", ""),
        CLUSTER("snapshots of the cluster ", "cluster_silent_hours"),
        FEED("looks at the outside source ", "source_silence_hours");

        private final String words;
        private final String parameter;

        Kind(String words, String parameter) {
            this.words = words;
            this.parameter = parameter;
        }

        private OptionalLong hours(List<Parameter> numbers) {
            return numbers.stream()
                    .filter(number -> number.name().equals(parameter))
                    .mapToLong(Parameter::value)
                    .findFirst();
        }
    }

    static Crosscheck of(JdbcClient jdbc, Frame frame) {
        return judged(
                jdbc.sql(LONGEST)
                        .params(frame.parameters())
                        .query((row, _) -> new Silence(
                                Kind.valueOf(row.getString("kind")),
                                row.getString("name"),
                                row.getTimestamp("from_at").toInstant(),
                                row.getTimestamp("until_at").toInstant()))
                        .list(),
                frame.framework().profile().parameters());
    }

    static Crosscheck judged(List<Silence> silences, List<Parameter> numbers) {
        List<Line> lines =
                silences.stream().map(silence -> line(silence, numbers)).toList();
        long bound = lines.stream()
                .filter(line -> line.standing() != Line.Standing.NOT_COMPARED)
                .count();
        if (bound == 0) {
            return Crosscheck.notDone(
                    Crosscheck.Test.R3, "No source that has a cadence had been heard by the end of the period.", lines);
        }
        return Crosscheck.made(
                Crosscheck.Test.R3,
                new Figure(
                        bound,
                        "Sources with a cadence that were heard before the period's end: senders, clusters, outside sources."),
                new Figure(
                        bound - lines.stream().filter(Line::differs).count(),
                        "Those of them whose longest silence, by the times of receipt, is not above the cadence in the parameters."),
                "Every source of the bank, whatever the scope: nobody can tell from a silence what it would have been about.",
                lines);
    }

    private static Line line(Silence silence, List<Parameter> numbers) {
        OptionalLong allowed = silence.kind().hours(numbers);
        String item = silence.kind().words + silence.name();
        String first = hours(silence.length());
        String words = "From " + Written.minute(silence.fromAt()) + " to " + Written.minute(silence.untilAt()) + ".";
        if (allowed.isEmpty()) {
            return new Line(item, first, "", Line.Standing.NOT_COMPARED, words + " No cadence is set for it.");
        }
        boolean longer = silence.length().compareTo(Duration.ofHours(allowed.getAsLong())) > 0;
        return new Line(
                item,
                first,
                allowed.getAsLong() + " h allowed",
                longer ? Line.Standing.DIFFERS : Line.Standing.AGREES,
                words);
    }

    private static String hours(Duration length) {
        return length.toHours() + " h " + length.toMinutesPart() + " min";
    }
}
