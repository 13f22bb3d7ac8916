package io.exhibit.controls;

import io.exhibit.kernel.Columns;
import io.exhibit.ledger.Act;
import io.exhibit.ledger.Decision;
import io.exhibit.ledger.Proposal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The rows of proposals that parameters have other values, as the decisions about them say. */
@Repository
class ParameterStore {

    private static final String CHANGES = """
            SELECT c.*, c.entry_index AS proposed_entry, p.name AS proposed_name, d.name AS decided_name
              FROM controls.parameter_change c
              LEFT JOIN access.pub_person p ON p.id = c.proposed_by
              LEFT JOIN access.pub_person d ON d.id = c.decided_by
            """;

    private final JdbcClient jdbc;

    ParameterStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void propose(Decision decision) {
        ParameterProposal said = ParameterProposal.of(decision.detail());
        jdbc.sql("""
                INSERT INTO controls.parameter_change (entry_index, profile, parameter, before, value, from_day, reason, proposed_at,
                       proposed_by, lapses_at)
                VALUES (:entry, :profile, :parameter, :before, :value, :from, :reason, :at, :by::uuid, :lapses)
                """)
                .param("entry", decision.index())
                .param("profile", said.profile())
                .param("parameter", said.parameter())
                .param("before", decision.detail().get(ParameterProposal.BEFORE).asLong())
                .param("value", said.value())
                .param("from", said.from())
                .param("reason", said.reason())
                .param("at", decision.recordedAt().atOffset(ZoneOffset.UTC))
                .param("by", decision.by())
                .param("lapses", Proposal.lapsesAt(decision).atOffset(ZoneOffset.UTC))
                .update();
    }

    void decide(Decision decision, boolean approved) {
        jdbc.sql("""
                UPDATE controls.parameter_change
                   SET decided_at = :at, decided_by = :by::uuid, decided_entry = :entry, approved = :approved, comment = :comment
                 WHERE entry_index = :proposal
                """)
                .param("at", decision.recordedAt().atOffset(ZoneOffset.UTC))
                .param("by", decision.by())
                .param("entry", decision.index())
                .param("approved", approved)
                .param("comment", decision.detail().get("comment").asString())
                .param("proposal", decision.detail().get("proposal").asLong())
                .update();
    }

    /** What was approved of a profile and counted by then, in the order in which it came to count. */
    List<ParameterChange> inForce(String profile, Instant at) {
        return jdbc.sql(CHANGES + """
                 WHERE c.profile = :profile AND c.effective_at <= :at
                 ORDER BY c.effective_at, c.entry_index
                """)
                .param("profile", profile)
                .param("at", at.atOffset(ZoneOffset.UTC))
                .query(ParameterStore::change)
                .list();
    }

    List<ParameterChange> waiting(Instant at, UUID reader) {
        return jdbc.sql(CHANGES + """
                 WHERE c.proposed_at <= :at AND c.lapses_at > :at AND (c.decided_at IS NULL OR c.decided_at > :at)
                   AND c.proposed_by <> :reader
                 ORDER BY c.lapses_at, c.entry_index
                """)
                .param("at", at.atOffset(ZoneOffset.UTC))
                .param("reader", reader)
                .query(ParameterStore::change)
                .list();
    }

    /** Every proposal, the latest first. */
    List<ParameterChange> all() {
        return jdbc.sql(CHANGES + " ORDER BY c.entry_index DESC")
                .query(ParameterStore::change)
                .list();
    }

    Optional<ParameterChange> find(long entry) {
        return jdbc.sql(CHANGES + " WHERE c.entry_index = :entry")
                .param("entry", entry)
                .query(ParameterStore::change)
                .optional();
    }

    /** The last of a parameter about which nobody decided: it waits for another person, or has lapsed. */
    Optional<ParameterChange> undecided(String profile, String parameter) {
        return jdbc.sql(CHANGES + """
                 WHERE c.profile = :profile AND c.parameter = :parameter AND c.decided_at IS NULL
                 ORDER BY c.entry_index DESC
                 LIMIT 1
                """)
                .param("profile", profile)
                .param("parameter", parameter)
                .query(ParameterStore::change)
                .optional();
    }

    private static ParameterChange change(ResultSet row, int n) throws SQLException {
        return new ParameterChange(
                row.getLong("entry_index"),
                row.getString("profile"),
                row.getString("parameter"),
                row.getLong("before"),
                row.getLong("value"),
                Objects.requireNonNull(row.getObject("from_day", LocalDate.class)),
                row.getString("reason"),
                Objects.requireNonNull(Act.read(row, "proposed")),
                Columns.at(row, "lapses_at"),
                Proposal.Decided.read(row));
    }
}
