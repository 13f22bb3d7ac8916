package io.exhibit.estate;

import io.exhibit.intake.Turn;
import io.exhibit.kernel.InvalidRequest;
import io.exhibit.kernel.NotFound;
import io.exhibit.ledger.Actor;
import io.exhibit.ledger.Decisions;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Decisions about vendors and what they make: each is an entry in the ledger and a line in the trail. Deadlines may count from the images
 * of a vendor, so each has its turn between the documents that are read.
 */
@Component
public class VendorRegister {

    private static final int MOST_DAYS = 3650;

    /** Addresses of pages. */
    private static final Set<String> RESERVED = Set.of("new", "own-builds");

    private final Vendors vendors;
    private final OriginRules rules;
    private final VendorChanges changes;
    private final Decisions decisions;
    private final Turn turn;

    VendorRegister(Vendors vendors, OriginRules rules, VendorChanges changes, Decisions decisions, Turn turn) {
        this.vendors = vendors;
        this.rules = rules;
        this.changes = changes;
        this.decisions = decisions;
        this.turn = turn;
    }

    @Transactional
    public void add(String code, VendorEntry entry, Actor by) {
        Entered.checkCode(code);
        check(entry);
        turn.take();
        if (RESERVED.contains(code) || vendors.findByCode(code).isPresent()) {
            throw new InvalidRequest("The code " + code + " is taken.");
        }
        changes.enter(decisions.make(by, VendorChanges.VENDOR, code, entry.detail(code)));
    }

    @Transactional
    public void change(String code, VendorEntry entry, Actor by) {
        check(entry);
        turn.take();
        known(code);
        changes.enter(decisions.make(by, VendorChanges.VENDOR, code, entry.detail(code)));
    }

    /** Says that a vendor makes the images of every repository that fits; without a vendor, that the bank does. */
    @Transactional
    public void addRule(@Nullable String code, String pattern, Actor by) {
        String named = Entered.pattern(pattern);
        turn.take();
        if (code != null) {
            known(code);
        }
        if (rules.findByPattern(named).isPresent()) {
            throw new InvalidRequest("Somebody is named for that pattern already; remove it there first.");
        }
        changes.addRule(decisions.make(by, VendorChanges.ORIGIN, named, detail(code, named, "added")));
    }

    @Transactional
    public void removeRule(UUID id, Actor by) {
        turn.take();
        OriginRule rule = rules.findById(id).orElseThrow(() -> new NotFound("pattern"));
        UUID vendor = rule.vendorId();
        String code =
                vendor == null ? null : vendors.findById(vendor).orElseThrow().code();
        changes.removeRule(
                decisions.make(by, VendorChanges.ORIGIN, rule.pattern(), detail(code, rule.pattern(), "removed")));
    }

    private static Map<String, Object> detail(@Nullable String code, String pattern, String change) {
        return Map.of("vendor", code == null ? "" : code, "pattern", pattern, "change", change);
    }

    private Vendor known(String code) {
        return vendors.findByCode(code).orElseThrow(() -> new NotFound("vendor"));
    }

    private static void check(VendorEntry entry) {
        if (entry.name().isBlank() || entry.owner().isBlank()) {
            throw new InvalidRequest("A vendor has a name, and somebody in the bank who answers for the relationship.");
        }
        if (!isPossible(entry.criticalDays()) || !isPossible(entry.highDays())) {
            throw new InvalidRequest("A contract's days are a number from 1 to " + MOST_DAYS + ", or none.");
        }
        if (!entry.relationship().hasCounterparty() && (entry.criticalDays() != null || entry.highDays() != null)) {
            throw new InvalidRequest("Open source without support has no contract, so it has no days of one.");
        }
    }

    private static boolean isPossible(@Nullable Integer days) {
        return days == null || (days >= 1 && days <= MOST_DAYS);
    }
}
