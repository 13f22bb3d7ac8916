package io.exhibit.findings;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The part of a finding's story that is about the vendor of its image: by each clock that runs, what it would count from. */
@Component
class FindingStoryBases {

    private static final String BASES = """
            SELECT d.profile,
            """ + BothBases.COLUMNS + """
              FROM findings.deadline d
             CROSS JOIN LATERAL findings.pub_both_bases(d.finding_id, d.episode, d.profile, :at) b
             WHERE d.finding_id = :finding AND d.decided_at <= :at AND (d.superseded_at IS NULL OR d.superseded_at > :at)
               AND d.episode = (SELECT max(e.n) FROM findings.episode e WHERE e.finding_id = d.finding_id AND e.opened_at <= :at)
            """;

    private final JdbcClient jdbc;

    FindingStoryBases(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What one clock counts from. */
    record Line(Profile profile, BothBases bases) {}

    /** Empty: it is in no image of a vendor. */
    List<Line> of(UUID finding, Instant at) {
        return jdbc
                .sql(BASES)
                .param("finding", finding)
                .param("at", at.atOffset(ZoneOffset.UTC))
                .query((row, n) -> new Line(
                        Profile.valueOf(row.getString("profile")), Objects.requireNonNull(BothBases.read(row))))
                .list()
                .stream()
                .sorted(Comparator.comparing(Line::profile))
                .toList();
    }
}
