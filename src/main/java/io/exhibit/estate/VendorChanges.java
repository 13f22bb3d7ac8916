package io.exhibit.estate;

import io.exhibit.kernel.DerivedId;
import io.exhibit.ledger.Decision;
import java.time.ZoneOffset;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** What decisions about vendors come to: the same when they are made and when all is made anew from the ledger. */
@Component
class VendorChanges {

    static final String VENDOR = "vendor.changed";
    static final String ORIGIN = "origin.changed";

    private final Vendors vendors;
    private final OriginRules rules;
    private final JdbcClient jdbc;
    private final ApplicationEventPublisher events;

    VendorChanges(Vendors vendors, OriginRules rules, JdbcClient jdbc, ApplicationEventPublisher events) {
        this.vendors = vendors;
        this.rules = rules;
        this.jdbc = jdbc;
        this.events = events;
    }

    void enter(Decision decision) {
        String code = decision.detail().get("vendor").asString();
        Vendor vendor = vendors.findByCode(code)
                .orElseGet(() ->
                        new Vendor(DerivedId.of(decision.recordedAt(), "vendor", code), code, decision.recordedAt()));
        VendorEntry entry = VendorEntry.of(decision.detail());
        boolean another = vendor.entry().relationship().hasCounterparty()
                != entry.relationship().hasCounterparty();
        vendor.describe(entry);
        vendors.save(vendor);
        // What JPA holds must be in the database before SQL looks at it.
        rules.flush();
        keep(decision);
        if (another) {
            rules.findByVendorId(vendor.id()).forEach(rule -> tell(rule.pattern(), decision));
        }
    }

    /** All that was said, as the vendor says it now. */
    private void keep(Decision decision) {
        jdbc.sql("""
                INSERT INTO estate.vendor_statement (entry_index, vendor_id, said_at, name, relationship, critical, owner, owner_email,
                                                     description, critical_days, high_days)
                SELECT :entry, v.id, :at, v.name, v.relationship, v.critical, v.owner, v.owner_email, v.description, v.critical_days,
                       v.high_days
                  FROM estate.vendor v
                 WHERE v.code = :code
                ON CONFLICT (vendor_id, said_at) DO UPDATE
                   SET (entry_index, name, relationship, critical, owner, owner_email, description, critical_days, high_days)
                       = ROW (excluded.entry_index, excluded.name, excluded.relationship, excluded.critical, excluded.owner,
                              excluded.owner_email, excluded.description, excluded.critical_days, excluded.high_days)
                """)
                .param("entry", decision.index())
                .param("at", decision.recordedAt().atOffset(ZoneOffset.UTC))
                .param("code", decision.detail().get("vendor").asString())
                .update();
    }

    void addRule(Decision decision) {
        String pattern = decision.detail().get("pattern").asString();
        rules.save(new OriginRule(
                DerivedId.of(decision.recordedAt(), "origin", pattern),
                maker(decision.detail()),
                pattern,
                decision.recordedAt(),
                decision.by()));
        tell(pattern, decision);
    }

    void removeRule(Decision decision) {
        String pattern = decision.detail().get("pattern").asString();
        OriginRule rule = rules.findByPattern(pattern).orElseThrow();
        jdbc.sql("""
                INSERT INTO estate.removed_origin (entry_index, vendor_id, pattern, created_at, created_by, removed_at)
                SELECT :entry, o.vendor_id, o.pattern, o.created_at, o.created_by, :at FROM estate.origin_rule o WHERE o.id = :rule
                """)
                .param("entry", decision.index())
                .param("at", decision.recordedAt().atOffset(ZoneOffset.UTC))
                .param("rule", rule.id())
                .update();
        rules.delete(rule);
        tell(pattern, decision);
    }

    private void tell(String pattern, Decision decision) {
        // What JPA holds must be in the database before SQL looks at it.
        rules.flush();
        events.publishEvent(new MakersChanged(
                jdbc.sql("""
                        SELECT t.id
                          FROM estate.target t
                         WHERE t.kind = 'IMAGE'
                           AND t.name IN (SELECT i.lineage FROM estate.image i WHERE i.repository LIKE estate.like_pattern(:pattern))
                         ORDER BY t.id
                        """).param("pattern", pattern).query(UUID.class).list(), decision.recordedAt()));
    }

    /** Null: the bank itself. */
    private @Nullable UUID maker(JsonNode detail) {
        String code = detail.get("vendor").asString();
        return code.isEmpty() ? null : vendors.findByCode(code).orElseThrow().id();
    }
}
