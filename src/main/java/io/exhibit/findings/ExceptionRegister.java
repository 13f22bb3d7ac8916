package io.exhibit.findings;

import io.exhibit.controls.ExceptionKind;
import io.exhibit.kernel.InvalidRequest;
import io.exhibit.kernel.Written;
import io.exhibit.ledger.Decisions;
import io.exhibit.ledger.Ledger;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The decisions about exceptions: asked for by one person, approved by two others, ended by a date or by whoever changes their mind. All
 * is decided under the ledger's lock, so two people who press at once come one after the other. Nothing that is read out of documents
 * changes by them, so they need not wait until documents are read.
 */
@Component
public class ExceptionRegister {

    private final ExceptionChanges changes;
    private final ExceptionReach reach;
    private final ExceptionChecks checks;
    private final Policies policies;
    private final Decisions decisions;
    private final Ledger ledger;
    private final Clock clock;

    ExceptionRegister(
            ExceptionChanges changes,
            ExceptionReach reach,
            ExceptionChecks checks,
            Policies policies,
            Decisions decisions,
            Ledger ledger,
            Clock clock) {
        this.changes = changes;
        this.reach = reach;
        this.checks = checks;
        this.policies = policies;
        this.decisions = decisions;
        this.ledger = ledger;
        this.clock = clock;
    }

    /** Asks for an exception; it is valid once enough others have approved it. */
    @Transactional
    public UUID request(ExceptionRequest asked, Signatory by) {
        by.checkAsks();
        ExceptionRequest request = checks.checked(asked);
        ledger.lock();
        ExceptionReach.Reach covered = reach.of(request);
        reach.refuseBlanket(request);
        if (checks.kind(request.kind()).lowers()) {
            reach.refuseExploited(request.vulnerabilities());
        }
        Map<String, Object> detail = terms(checks.kind(request.kind()), request.terms(), covered, by);
        detail.put("kind", request.kind());
        detail.put("justification", request.justification());
        detail.put("vulnerabilities", request.vulnerabilities());
        detail.put(
                "places", request.places().stream().map(ExceptionPlace::toMap).toList());
        if (request.statement() != null) {
            detail.put("statement", request.statement().toString());
        }
        if (request.relies() != null) {
            detail.put("control", request.relies().control());
            detail.put("scope", request.relies().scope().text());
        }
        String object = "exception for " + request.vulnerabilities().getFirst();
        return changes.begin(decisions.make(by.actor(), ExceptionChanges.REQUESTED, object, detail));
    }

    /** Asks for more time, or for another time after it ended: a new decision, with approvals of its own. */
    @Transactional
    public void extend(UUID exception, ExceptionTerms terms, Signatory by) {
        by.checkAsks();
        ledger.lock();
        HeldException held = changes.held(exception);
        if (held.waits(clock.instant())) {
            throw new InvalidRequest("What was asked for last still waits for its approvals.");
        }
        if (held.withdrawn() || !held.everApproved()) {
            throw new InvalidRequest("It was rejected or withdrawn, and does not go on: ask for a new exception.");
        }
        ExceptionChecks.refuseMissingProof(checks.kind(held.kind()), terms);
        Map<String, Object> detail = terms(checks.kind(held.kind()), terms, reach.of(exception), by);
        detail.put("request", held.entry());
        detail.put("term", held.term() + 1);
        changes.goOn(decisions.make(by.actor(), ExceptionChanges.EXTENSION, held.name(), detail));
    }

    /** One of the approvals that it needs. */
    @Transactional
    public void approve(UUID exception, int term, String comment, Signatory by) {
        by.checkApproves();
        ledger.lock();
        HeldException held = waiting(exception, term);
        if (held.requestedBy().equals(by.id())) {
            throw new InvalidRequest("Who asked for an exception does not approve it.");
        }
        if (held.approvedBy().contains(by.id())) {
            throw new InvalidRequest("You have approved it already: the next approval is another person's.");
        }
        checks.refuseFallen(exception, term);
        checks.refuseFailed(exception);
        decide(ExceptionChanges.APPROVED, held, comment, by);
    }

    /** One person is enough to say no. */
    @Transactional
    public void reject(UUID exception, int term, String comment, Signatory by) {
        by.checkApproves();
        ledger.lock();
        refuseSilence(comment);
        decide(ExceptionChanges.REJECTED, waiting(exception, term), comment, by);
    }

    /** Takes back what was asked for, or ends what was approved; who asked for it may, and whoever may approve. */
    @Transactional
    public void withdraw(UUID exception, String comment, Signatory by) {
        ledger.lock();
        HeldException held = changes.held(exception);
        if (!by.approves() && !held.requestedBy().equals(by.id())) {
            throw new InvalidRequest("Who asked for it may withdraw it, or a compliance officer.");
        }
        if (held.isOver(clock.instant())) {
            throw new InvalidRequest("It is over already.");
        }
        refuseSilence(comment);
        decide(ExceptionChanges.WITHDRAWN, held, comment, by);
    }

    private void decide(String kind, HeldException held, String comment, Signatory by) {
        changes.decide(decisions.make(
                by.actor(),
                kind,
                held.name(),
                Map.of(
                        "request",
                        held.entry(),
                        "term",
                        held.term(),
                        "role",
                        by.role().name(),
                        "comment",
                        comment)));
    }

    private HeldException waiting(UUID exception, int term) {
        HeldException held = changes.held(exception);
        if (held.term() != term || !held.waits(clock.instant())) {
            throw new InvalidRequest("This does not wait for an approval any more. Look at it again.");
        }
        return held;
    }

    private Map<String, Object> terms(
            ExceptionKind kind, ExceptionTerms terms, ExceptionReach.Reach covered, Signatory by) {
        if (covered.findings() == 0) {
            throw new InvalidRequest("Nothing that it would cover is open: there is nothing to make an exception for.");
        }
        if (kind.lowers()) {
            reach.refuseNothingLower(terms.residualRank(), covered.mostSevere());
        }
        ExceptionPolicy policy = policies.exceptionPolicy();
        Instant now = clock.instant();
        int days = policy.daysFor(covered.mostSevere());
        if (!terms.expiresAt().isAfter(now)) {
            throw new InvalidRequest("Its last day is over already.");
        }
        if (terms.expiresAt().isAfter(now.plus(Duration.ofDays(days)))) {
            throw new InvalidRequest("Its last day may be " + policy.lastDay(covered.mostSevere(), now)
                    + " at the latest: the policy allows " + Written.count(days, "day", "days") + " for what is ranked "
                    + covered.mostSevere().name().toLowerCase(Locale.ROOT) + ".");
        }
        Map<String, Object> detail = new LinkedHashMap<>(terms.toMap());
        detail.put("role", by.role().name());
        detail.put("policy", policy.version());
        detail.put("approvals", policy.approvals());
        detail.put("mostSevere", covered.mostSevere().name());
        return detail;
    }

    private static void refuseSilence(String comment) {
        if (comment.isBlank()) {
            throw new InvalidRequest("Say why.");
        }
    }
}
