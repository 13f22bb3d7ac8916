package io.exhibit.estate;

import io.exhibit.kernel.InvalidRequest;
import io.exhibit.kernel.NotFound;
import io.exhibit.ledger.Actor;
import io.exhibit.ledger.Decision;
import io.exhibit.ledger.Decisions;
import io.exhibit.ledger.Ledger;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The keys with which makers sign: entered by one person, approved by another, taken back with a reason. Each is an entry of the ledger.
 */
@Component
public class TrustedKeys {

    static final String ENTERED = "key.entered";
    static final String APPROVED = "key.approved";
    static final String ENDED = "key.ended";

    private static final int LONGEST = 2000;

    private final TrustedKeyStore store;
    private final SignatureMatches matches;
    private final Decisions decisions;
    private final Ledger ledger;

    TrustedKeys(TrustedKeyStore store, SignatureMatches matches, Decisions decisions, Ledger ledger) {
        this.store = store;
        this.matches = matches;
        this.decisions = decisions;
        this.ledger = ledger;
    }

    /** Enters a key of a vendor, or of the bank itself when vendor is null. Answers its entry, by which it is known. */
    @Transactional
    public long enter(@Nullable String vendor, KeyEntry entry, Actor by) {
        by.person();
        VerifyingKey key = VerifyingKey.of(entry.pem());
        check(entry);
        // First what takes longest: readers of attestations, then whoever sends, wait from then on.
        matches.awaitReaders();
        ledger.lock();
        store.check(vendor, key.fingerprint(), entry.document());
        Decision decision = decisions.make(by, ENTERED, object(vendor), entry.detail(vendor, key));
        store.enter(decision);
        matches.compareLater(key.fingerprint(), decision.index());
        return decision.index();
    }

    /** From then on what it signs is trusted; somebody else than the one who entered it says so. */
    @Transactional
    public void approve(long entry, Actor by) {
        UUID person = by.person();
        ledger.lock();
        TrustedKey key = held(entry);
        if (key.approved() != null) {
            throw new InvalidRequest("The key is approved already.");
        }
        if (key.comparing() != null) {
            throw new InvalidRequest(
                    "The key is still being compared with what came in before it. Approve it when that is done.");
        }
        if (person.equals(key.entered().id())) {
            throw new InvalidRequest("Somebody else than the one who entered a key approves it.");
        }
        store.approve(decisions.make(by, APPROVED, object(key.vendor()), about(key)));
    }

    /** Takes a key back, or refuses one that is not approved. countsUntil: what came in by the end of that day counts still; null: nothing. */
    @Transactional
    public void end(long entry, String reason, @Nullable LocalDate countsUntil, Actor by) {
        by.person();
        if (reason.isBlank() || reason.length() > LONGEST) {
            throw new InvalidRequest("Say why, in at most " + LONGEST + " characters.");
        }
        ledger.lock();
        TrustedKey key = held(entry);
        if (countsUntil != null && key.approved() == null) {
            throw new InvalidRequest("Nothing that the key signed counts yet.");
        }
        Map<String, Object> detail = about(key);
        detail.put("reason", reason.strip());
        if (countsUntil != null) {
            detail.put("countsUntil", countsUntil.toString());
        }
        store.end(decisions.make(by, ENDED, object(key.vendor()), detail));
    }

    /** The same decision once more, when all is made anew from the ledger. */
    void redo(Decision decision) {
        switch (decision.kind()) {
            case ENTERED -> {
                store.enter(decision);
                matches.compareAll(VerifyingKey.of(decision.detail().get("pem").asString()));
            }
            case APPROVED -> store.approve(decision);
            default -> store.end(decision);
        }
    }

    private TrustedKey held(long entry) {
        TrustedKey key = store.find(entry).orElseThrow(() -> new NotFound("key"));
        if (key.ended() != null) {
            throw new InvalidRequest("The key was taken back already.");
        }
        return key;
    }

    private static Map<String, Object> about(TrustedKey key) {
        Map<String, Object> detail = new LinkedHashMap<>();
        detail.put("key", key.entry());
        detail.put("vendor", key.vendor() == null ? "" : key.vendor());
        detail.put("fingerprint", key.fingerprint());
        return detail;
    }

    private static void check(KeyEntry entry) {
        if (entry.origin().isEmpty()) {
            throw new InvalidRequest("Say where the key was got from, so that somebody else can look there too.");
        }
        LocalDate until = entry.validUntil();
        if (until != null && until.isBefore(entry.validFrom())) {
            throw new InvalidRequest("The last day does not lie before the first.");
        }
    }

    private static String object(@Nullable String vendor) {
        return vendor == null ? "own builds" : vendor;
    }
}
