package io.exhibit.examinations;

import io.exhibit.kernel.InvalidRequest;
import io.exhibit.kernel.NotFound;
import io.exhibit.kernel.Text;
import io.exhibit.ledger.Actor;
import io.exhibit.ledger.Decision;
import io.exhibit.ledger.Decisions;
import io.exhibit.ledger.Draft;
import io.exhibit.ledger.Ledger;
import io.exhibit.ledger.Originals;
import io.exhibit.ledger.Spool;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * What examiners ask for: a letter is taken in, officers answer its lines, the examiner accepts an answer or asks on. Each is an entry of the
 * ledger, and the letter is an original of it.
 */
@Component
public class Requests {

    static final String RECEIVED = "requests.received";
    static final String ANSWERED = "request.answered";
    static final String ACCEPTED = "request.accepted";
    static final String FOLLOWED_UP = "request.followed-up";

    private static final int LONGEST = 2000;

    /** A request: the mandate, the entry of its letter, and which line of it. */
    public record Place(long mandate, long list, int n) {}

    private final RequestStore store;
    private final Mandates mandates;
    private final Reach reach;
    private final Ledger ledger;
    private final Originals originals;
    private final Decisions decisions;

    Requests(
            RequestStore store,
            Mandates mandates,
            Reach reach,
            Ledger ledger,
            Originals originals,
            Decisions decisions) {
        this.store = store;
        this.mandates = mandates;
        this.reach = reach;
        this.ledger = ledger;
        this.originals = originals;
        this.decisions = decisions;
    }

    /** Takes in a letter under a mandate. The entry of the ledger. */
    @Transactional
    public long receive(long mandate, Spool letter, Actor by) throws IOException {
        by.person();
        List<Letter.Line> lines;
        try (InputStream in = letter.open()) {
            lines = Letter.read(in.readAllBytes());
        }
        originals.storeParts(letter);
        ledger.lock();
        Mandate held = mandates.open(mandate);
        originals.storeHeads(List.of(letter));
        Map<String, Object> detail = new LinkedHashMap<>();
        detail.put("mandate", mandate);
        detail.put("sha256", letter.sha256().hex());
        detail.put("requests", lines.stream().map(Letter.Line::detail).toList());
        Decision decision = decisions.make(
                new Draft(RECEIVED, by, detail, letter.sha256(), letter.size(), 1),
                held.said().authority());
        store.receive(decision);
        return decision.index();
    }

    /** Answers a request with a page that the mandate opens, a pack that was handed over, or an approved document. */
    @Transactional
    public void answer(Place place, String link, String words, Actor by) {
        by.person();
        ledger.lock();
        Mandate mandate = mandates.open(place.mandate());
        Wanted now = held(place);
        if (!now.isOpen()) {
            throw new InvalidRequest("The examiner has accepted the answer already.");
        }
        Map<String, Object> detail = about(now, words);
        detail.put("link", opened(mandate, link.strip()));
        take(by, ANSWERED, now, detail);
    }

    /** The examiner is content with the answer. */
    @Transactional
    public void accept(Place place, Actor by) {
        settle(place, ACCEPTED, "", by);
    }

    /** The examiner asks on. */
    @Transactional
    public void followUp(Place place, String words, Actor by) {
        if (words.isBlank()) {
            throw new InvalidRequest("Say what is missing.");
        }
        settle(place, FOLLOWED_UP, words, by);
    }

    private void settle(Place place, String kind, String words, Actor by) {
        by.person();
        ledger.lock();
        Mandate mandate = mandates.open(place.mandate());
        if (!mandate.said().examiner().equals(by.id())) {
            throw new NotFound("request");
        }
        Wanted now = held(place);
        if (!now.isAnswered()) {
            throw new InvalidRequest("It has no answer that waits for you. Look at the list again.");
        }
        take(by, kind, now, about(now, words));
    }

    private void take(Actor by, String kind, Wanted wanted, Map<String, Object> detail) {
        Decision decision = decisions.make(by, kind, "request " + wanted.said().number(), detail);
        redo(decision);
    }

    /** The same decision once more, when all is made anew from the ledger. */
    void redo(Decision decision) {
        switch (decision.kind()) {
            case RECEIVED -> store.receive(decision);
            case ANSWERED -> store.step(decision, Wanted.Kind.ANSWERED);
            case ACCEPTED -> store.step(decision, Wanted.Kind.ACCEPTED);
            default -> store.step(decision, Wanted.Kind.FOLLOW_UP);
        }
    }

    /** The address that the examiner will see, with what the mandate fills in. */
    private String opened(Mandate mandate, String link) {
        if (link.matches("/documents/[0-9]{1,18}")) {
            if (!store.isDocument(Long.parseLong(link.substring("/documents/".length())))) {
                throw new InvalidRequest("There is no such document that somebody has approved.");
            }
            return link;
        }
        if (link.length() > LONGEST || !link.startsWith("/") || link.startsWith("//")) {
            throw new InvalidRequest("A link within Exhibit begins with /, such as /findings?q=openssl.");
        }
        return reach.opened(mandate, link)
                .orElseThrow(() -> new InvalidRequest(
                        "The mandate does not open that address. It opens packs that were handed over, controls of its frameworks, and"
                                + " findings, in its parts of the estate and on its days."));
    }

    private Wanted held(Place place) {
        return store.find(place.mandate(), place.list(), place.n()).orElseThrow(() -> new NotFound("request"));
    }

    private static Map<String, Object> about(Wanted wanted, String words) {
        Map<String, Object> detail = new LinkedHashMap<>();
        detail.put("list", wanted.list());
        detail.put("n", wanted.said().n());
        detail.put("words", Text.clean(words, LONGEST).strip());
        return detail;
    }
}
