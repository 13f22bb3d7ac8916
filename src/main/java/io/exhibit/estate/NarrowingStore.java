package io.exhibit.estate;

import io.exhibit.kernel.Columns;
import io.exhibit.ledger.Act;
import io.exhibit.ledger.Decision;
import io.exhibit.ledger.Proposal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rows of proposals that systems count for less, as the decisions about them say. */
@Component
class NarrowingStore {

    private static final String NARROWINGS = """
            SELECT n.*, n.entry_index AS proposed_entry, s.code, p.name AS proposed_name, d.name AS decided_name
              FROM estate.narrowing n
              JOIN estate.system s ON s.id = n.system_id
              LEFT JOIN access.pub_person p ON p.id = n.proposed_by
              LEFT JOIN access.pub_person d ON d.id = n.decided_by
            """;

    private final JdbcClient jdbc;

    NarrowingStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void propose(Decision decision) {
        Less less = Less.of(decision.detail());
        ScopeTags tags = less.tags();
        Less.Step exposure = less.exposure();
        jdbc.sql("""
                INSERT INTO estate.narrowing (entry_index, system_id, cardholder_data, connected_to_cde, security_impacting,
                       critical_function, customer_data, third_party, service_provider, exposure_from, exposure_to, cde_reason,
                       connected_reason, impacting_reason, reason, proposed_at, proposed_by, lapses_at)
                SELECT :entry, s.id, :cde, :connected, :impacting, :critical, :customers, :third, :provider, :from, :to, :whyCde,
                       :whyConnected, :whyImpacting, :why, :at, :by::uuid, :lapses
                  FROM estate.system s
                 WHERE s.code = :system
                """)
                .param("entry", decision.index())
                .param("system", decision.detail().get("system").asString())
                .param("cde", tags.cardholderData())
                .param("connected", tags.connectedToCde())
                .param("impacting", tags.securityImpacting())
                .param("critical", tags.criticalFunction())
                .param("customers", tags.customerData())
                .param("third", tags.thirdParty())
                .param("provider", tags.serviceProvider())
                .param("from", exposure == null ? null : exposure.from().name())
                .param("to", exposure == null ? null : exposure.to().name())
                .param("whyCde", less.reasons().cdeReason())
                .param("whyConnected", less.reasons().connectedReason())
                .param("whyImpacting", less.reasons().impactingReason())
                .param("why", less.why())
                .param("at", decision.recordedAt().atOffset(ZoneOffset.UTC))
                .param("by", decision.by())
                .param("lapses", Proposal.lapsesAt(decision).atOffset(ZoneOffset.UTC))
                .update();
    }

    void decide(Decision decision, boolean approved) {
        jdbc.sql("""
                UPDATE estate.narrowing
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

    /** Those of a system as they stood at a time, the last one first. */
    List<Narrowing> of(String code, Instant at, int most) {
        return jdbc.sql(NARROWINGS
                        + " WHERE s.code = :code AND n.proposed_at <= :at ORDER BY n.entry_index DESC LIMIT :most")
                .param("code", code)
                .param("at", at.atOffset(ZoneOffset.UTC))
                .param("most", most)
                .query((row, n) -> narrowing(row, n).at(at))
                .list();
    }

    Optional<Narrowing> find(long entry) {
        return jdbc.sql(NARROWINGS + " WHERE n.entry_index = :entry")
                .param("entry", entry)
                .query(NarrowingStore::narrowing)
                .optional();
    }

    /** The last of a system about which nobody decided: it waits for another person, or has lapsed. */
    Optional<Narrowing> waiting(String code) {
        return jdbc.sql(NARROWINGS
                        + " WHERE s.code = :code AND n.decided_at IS NULL ORDER BY n.entry_index DESC LIMIT 1")
                .param("code", code)
                .query(NarrowingStore::narrowing)
                .optional();
    }

    private static Narrowing narrowing(ResultSet row, int n) throws SQLException {
        String from = row.getString("exposure_from");
        return new Narrowing(
                row.getLong("entry_index"),
                row.getString("code"),
                new Less(
                        ScopeConfirmations.tags(row),
                        from == null
                                ? null
                                : new Less.Step(Exposure.read(from), Exposure.read(row.getString("exposure_to"))),
                        new PciReasons(
                                row.getString("cde_reason"),
                                row.getString("connected_reason"),
                                row.getString("impacting_reason")),
                        row.getString("reason")),
                Objects.requireNonNull(Act.read(row, "proposed")),
                Columns.at(row, "lapses_at"),
                Proposal.Decided.read(row));
    }
}
