package io.exhibit.examinations;

import io.exhibit.controls.Catalogue;
import io.exhibit.kernel.InvalidRequest;
import io.exhibit.kernel.NotFound;
import io.exhibit.ledger.Actor;
import io.exhibit.ledger.Decision;
import io.exhibit.ledger.Decisions;
import io.exhibit.ledger.Ledger;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The mandates of examiners: one person gives one, another approves it, packs are handed over under it; each is an entry of the ledger. */
@Component
public class Mandates {

    static final String GIVEN = "mandate.given";
    static final String APPROVED = "mandate.approved";
    static final String WITHDRAWN = "mandate.withdrawn";
    static final String HANDED_OVER = "pack.handed-over";

    private static final int LONGEST = 1000;

    private final MandateStore store;
    private final PackStore packs;
    private final ExaminedStore examined;
    private final Catalogue catalogue;
    private final Ledger ledger;
    private final Decisions decisions;
    private final Clock clock;

    Mandates(
            MandateStore store,
            PackStore packs,
            ExaminedStore examined,
            Catalogue catalogue,
            Ledger ledger,
            Decisions decisions,
            Clock clock) {
        this.store = store;
        this.packs = packs;
        this.examined = examined;
        this.catalogue = catalogue;
        this.ledger = ledger;
        this.decisions = decisions;
        this.clock = clock;
    }

    /** Gives a mandate, which is in force once somebody else approves it. The ledger entry's index. */
    @Transactional
    public long give(Terms said, Actor by) {
        by.person();
        check(said);
        ledger.lock();
        Decision decision = decisions.make(by, GIVEN, said.authority(), said.detail());
        store.give(decision);
        return decision.index();
    }

    /** Somebody else than the one who gave it agrees. */
    @Transactional
    public void approve(long entry, Actor by) {
        UUID person = by.person();
        ledger.lock();
        Mandate mandate = open(entry);
        if (mandate.approved() != null) {
            throw new InvalidRequest("It is approved already.");
        }
        if (person.equals(mandate.given().id())) {
            throw new InvalidRequest("Somebody else than the one who gave a mandate approves it.");
        }
        store.approve(decisions.make(by, APPROVED, mandate.said().authority(), about(mandate)));
    }

    /** From then on the examiner sees nothing by it. */
    @Transactional
    public void withdraw(long entry, String reason, Actor by) {
        by.person();
        if (reason.isBlank() || reason.length() > LONGEST) {
            throw new InvalidRequest("Say why, in at most " + LONGEST + " characters.");
        }
        ledger.lock();
        Mandate mandate = open(entry);
        Map<String, Object> detail = about(mandate);
        detail.put("reason", reason.strip());
        store.withdraw(decisions.make(by, WITHDRAWN, mandate.said().authority(), detail));
    }

    /** Hands a sealed pack over that the mandate covers. */
    @Transactional
    public void handOver(long entry, UUID id, Actor by) {
        by.person();
        ledger.lock();
        Mandate mandate = open(entry);
        if (mandate.approved() == null) {
            throw new InvalidRequest("Nothing is handed over before the mandate is approved.");
        }
        PackStore.Line pack = packs.sealed(id).orElseThrow(() -> new InvalidRequest("Choose a sealed pack."));
        if (!mandate.said().covers(pack.framework(), pack.scope(), pack.period())) {
            throw new InvalidRequest(
                    "The mandate does not cover that pack: its framework, its part of the estate and its"
                            + " period have to lie within the mandate's.");
        }
        if (packs.isHanded(id, List.of(entry))) {
            throw new InvalidRequest("That pack is handed over already.");
        }
        Map<String, Object> detail = about(mandate);
        detail.put("pack", id.toString());
        detail.put("sha256", pack.sha256());
        store.handOver(decisions.make(by, HANDED_OVER, "pack " + id, detail));
    }

    /** The same decision once more, when all is made anew from the ledger. */
    void redo(Decision decision) {
        switch (decision.kind()) {
            case GIVEN -> store.give(decision);
            case APPROVED -> store.approve(decision);
            case WITHDRAWN -> store.withdraw(decision);
            default -> store.handOver(decision);
        }
    }

    LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    private void check(Terms said) {
        if (examined.examiner(said.examiner()).isEmpty()) {
            throw new InvalidRequest("A mandate is for a person who may sign in as an examiner.");
        }
        List<String> known = catalogue.frameworks().stream()
                .map(framework -> framework.id().text())
                .toList();
        if (!known.containsAll(said.frameworks())) {
            throw new InvalidRequest("There is no framework " + String.join(", ", said.frameworks()) + ".");
        }
        if (!examined.unknownScopes(said.scopes()).isEmpty()) {
            throw new InvalidRequest("There is no " + String.join(", ", examined.unknownScopes(said.scopes())) + ".");
        }
        if (said.inForce().to().isBefore(today())) {
            throw new InvalidRequest("The last day of the mandate is past.");
        }
    }

    /** One that is not past and not withdrawn. */
    Mandate open(long entry) {
        Mandate mandate = store.find(entry).orElseThrow(() -> new NotFound("mandate"));
        if (!mandate.isOpen(today())) {
            throw new InvalidRequest("The mandate has ended or was withdrawn.");
        }
        return mandate;
    }

    private static Map<String, Object> about(Mandate mandate) {
        Map<String, Object> detail = new LinkedHashMap<>();
        detail.put("mandate", mandate.entry());
        return detail;
    }
}
