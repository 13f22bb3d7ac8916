package io.exhibit.estate;

import io.exhibit.kernel.DerivedId;
import io.exhibit.ledger.Decision;
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
        if (another) {
            rules.findByVendorId(vendor.id()).forEach(rule -> tell(rule.pattern(), decision));
        }
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
        rules.delete(rules.findByPattern(pattern).orElseThrow());
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
