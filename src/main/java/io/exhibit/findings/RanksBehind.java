package io.exhibit.findings;

import io.exhibit.kernel.Written;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What ranks and deadlines are behind of: everything that changed without a scan and has not had its turn. */
@Component
class RanksBehind {

    private static final String LOADS = """
            SELECT max(l.entry_index)
              FROM intake.pub_reference_load l
             WHERE l.source IN ('KEV', 'EPSS')
            HAVING max(l.entry_index) > coalesce((SELECT max(t.load) FROM findings.reference_turn t WHERE t.clock), -1)
            """;

    /** A version that has not looked at everything yet. */
    private static final String METHOD = """
            SELECT EXISTS (SELECT 1
                             FROM (SELECT * FROM findings.method_turn ORDER BY entry_index DESC LIMIT 1) m
                            WHERE m.version <> :version OR m.reached IS NOT NULL)
            """;

    /** What began, and what is over; a term that follows another at once takes its place. */
    private static final String LOWERINGS = """
            SELECT 'rank.lowered' AS kind, e.entry_index, t.n
              FROM findings.exception e
              JOIN findings.exception_term t ON t.exception_id = e.id
             WHERE e.kind = 'LOWER_RANK' AND t.approved_at IS NOT NULL AND t.withdrawn_at IS NULL AND t.expires_at > :now
               AND NOT EXISTS (SELECT 1 FROM findings.lowering l WHERE l.exception_id = e.id AND l.term >= t.n)
            UNION ALL
            SELECT 'rank.restored', e.entry_index, l.term
              FROM findings.lowering l
              JOIN findings.exception e ON e.id = l.exception_id
              JOIN findings.exception_term t ON t.exception_id = l.exception_id AND t.n = l.term
             WHERE t.withdrawn_at IS NOT NULL OR t.expires_at <= :now
             ORDER BY 1, 2, 3
             LIMIT 1
            """;

    private static final String ADVICE = """
            SELECT count(*)
              FROM scans.pub_vex_document d
             WHERE d.dated_fixes > 0 AND NOT EXISTS (SELECT 1 FROM findings.advice_turn t WHERE t.document_id = d.id)
            HAVING count(*) > 0
            """;

    private final JdbcClient jdbc;
    private final Policies policies;
    private final DeadlineTurns deadlines;
    private final Clock clock;

    RanksBehind(JdbcClient jdbc, Policies policies, DeadlineTurns deadlines, Clock clock) {
        this.jdbc = jdbc;
        this.policies = policies;
        this.deadlines = deadlines;
        this.clock = clock;
    }

    Optional<RankTurn> next() {
        return Stream.<Supplier<Optional<RankTurn>>>of(
                        this::loads, this::method, this::lowerings, deadlines::next, this::advice)
                .flatMap(one -> one.get().stream())
                .findFirst();
    }

    private Optional<RankTurn> loads() {
        return jdbc.sql(LOADS)
                .query(Long.class)
                .optional()
                .map(load -> new RankTurn(
                        RankTurns.BY_LOADS, "by ledger entry " + load, Map.of("load", load, "clock", true)));
    }

    private Optional<RankTurn> method() {
        int version = policies.rankingMethod().version();
        boolean behind =
                jdbc.sql(METHOD).param("version", version).query(Boolean.class).single();
        return behind
                ? Optional.of(new RankTurn(RankTurns.BY_METHOD, "by version " + version, Map.of("version", version)))
                : Optional.empty();
    }

    private Optional<RankTurn> lowerings() {
        return jdbc.sql(LOWERINGS)
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .query((row, n) -> new RankTurn(
                        row.getString("kind"),
                        "exception " + row.getLong("entry_index"),
                        Map.of("request", row.getLong("entry_index"), "term", row.getInt("n"))))
                .optional();
    }

    private Optional<RankTurn> advice() {
        return jdbc.sql(ADVICE)
                .query(Long.class)
                .optional()
                .map(waiting -> new RankTurn(
                        RankTurns.ADVISED,
                        Written.count(waiting, "document of a maker", "documents of makers"),
                        Map.of("waiting", waiting)));
    }
}
