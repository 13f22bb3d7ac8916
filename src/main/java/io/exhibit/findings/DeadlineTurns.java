package io.exhibit.findings;

import io.exhibit.ledger.Decision;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Lets deadlines follow a version of the policy that allows other days, a part of what is open at a time, and what makers state of their fixes. */
@Component
class DeadlineTurns {

    /** So many at a time: each part keeps uploads waiting for some seconds. */
    private static final int PART = 10_000;

    private static final UUID FIRST = new UUID(0, 0);

    private static final String FOLLOWED = """
            SELECT EXISTS (SELECT 1
                             FROM (SELECT * FROM findings.deadline_turn ORDER BY entry_index DESC LIMIT 1) t
                            WHERE t.version = :version AND t.reached IS NULL)
            """;

    private final JdbcClient jdbc;
    private final Policies policies;
    private final Deadlines deadlines;
    private final AdvisedFixes advised;

    DeadlineTurns(JdbcClient jdbc, Policies policies, Deadlines deadlines, AdvisedFixes advised) {
        this.advised = advised;
        this.jdbc = jdbc;
        this.policies = policies;
        this.deadlines = deadlines;
    }

    /** The turn that is due: a version allows other days than those before it, and has not been through everything open yet. */
    Optional<RankTurn> next() {
        PatchHistory history = policies.patchHistory();
        int version = history.versions().getLast().policy().version();
        return history.versions().size() == 1 || isFollowed(version)
                ? Optional.empty()
                : Optional.of(
                        new RankTurn(RankTurns.BY_DEADLINES, "by version " + version, Map.of("version", version)));
    }

    private boolean isFollowed(int version) {
        return jdbc.sql(FOLLOWED).param("version", version).query(Boolean.class).single();
    }

    void follow(Decision turn) {
        if (turn.kind().equals(RankTurns.ADVISED)) {
            advised.follow(turn);
        } else {
            followPolicy(turn);
        }
    }

    /** The next part of what is open, in the order of ids, is decided anew by the policy in force. */
    private void followPolicy(Decision turn) {
        int version = turn.detail().get("version").asInt();
        deadlines.begin();
        int looked = jdbc.sql("""
                INSERT INTO pg_temp.undecided
                SELECT e.finding_id, false
                  FROM findings.episode e
                 WHERE e.closed_at IS NULL
                   AND e.finding_id > coalesce((SELECT t.reached
                                                  FROM (SELECT * FROM findings.deadline_turn ORDER BY entry_index DESC LIMIT 1) t
                                                 WHERE t.version = :version), :first::uuid)
                 ORDER BY e.finding_id
                 LIMIT :most
                """)
                .param("version", version)
                .param("first", FIRST)
                .param("most", PART)
                .update();
        jdbc.sql("""
                INSERT INTO findings.deadline_turn (entry_index, version, reached)
                VALUES (:entry, :version,
                        (SELECT u.finding_id FROM pg_temp.undecided u WHERE :looked = :most ORDER BY u.finding_id DESC LIMIT 1))
                """)
                .param("entry", turn.index())
                .param("version", version)
                .param("looked", looked)
                .param("most", PART)
                .update();
        deadlines.decide(turn.recordedAt());
    }
}
