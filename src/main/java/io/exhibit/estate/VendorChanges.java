package io.exhibit.estate;

import io.exhibit.kernel.DerivedId;
import io.exhibit.ledger.Decision;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** What decisions about vendors come to: the same when they are made and when all is made anew from the ledger. */
@Component
class VendorChanges {

    static final String VENDOR = "vendor.changed";
    static final String ORIGIN = "origin.changed";

    private final Vendors vendors;
    private final OriginRules rules;

    VendorChanges(Vendors vendors, OriginRules rules) {
        this.vendors = vendors;
        this.rules = rules;
    }

    void enter(Decision decision) {
        String code = decision.detail().get("vendor").asString();
        Vendor vendor = vendors.findByCode(code)
                .orElseGet(() ->
                        new Vendor(DerivedId.of(decision.recordedAt(), "vendor", code), code, decision.recordedAt()));
        vendor.describe(VendorEntry.of(decision.detail()));
        vendors.save(vendor);
    }

    void addRule(Decision decision) {
        String pattern = decision.detail().get("pattern").asString();
        rules.save(new OriginRule(
                DerivedId.of(decision.recordedAt(), "origin", pattern),
                maker(decision.detail()),
                pattern,
                decision.recordedAt(),
                decision.by()));
    }

    void removeRule(Decision decision) {
        rules.delete(
                rules.findByPattern(decision.detail().get("pattern").asString()).orElseThrow());
    }

    /** Null: the bank itself. */
    private @Nullable UUID maker(JsonNode detail) {
        String code = detail.get("vendor").asString();
        return code.isEmpty() ? null : vendors.findByCode(code).orElseThrow().id();
    }
}
