package io.exhibit.intake;

import io.exhibit.access.Callers;
import io.exhibit.kernel.Address;
import io.exhibit.kernel.AsOf;
import io.exhibit.kernel.Choice;
import io.exhibit.kernel.Cursor;
import io.exhibit.kernel.Excerpt;
import io.exhibit.kernel.InvalidRequest;
import io.exhibit.kernel.NotFound;
import io.exhibit.ledger.Ledger;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** Everything that was received, what became of each, and what could not be read. */
@Controller
class SubmissionPages {

    private static final int ROOM = 50;
    private static final List<Choice> KINDS = List.of(
            new Choice("", "everything"),
            new Choice("SCAN", "scan reports"),
            new Choice("EVENTS", "events"),
            new Choice("DEPLOYMENTS", "snapshots of clusters"),
            new Choice("VEX", "VEX documents"),
            new Choice("ATTESTATIONS", "attestations"));
    private static final List<Choice> STATES = List.of(
            new Choice("", "any"),
            new Choice("RECEIVED", "received, not yet read"),
            new Choice("INTERPRETED", "interpreted"),
            new Choice("QUARANTINED", "quarantined"),
            new Choice("DISMISSED", "dismissed by two people"));

    private final SubmissionList list;
    private final QuarantineReading quarantine;
    private final ReadersInUse readers;
    private final GapList gaps;
    private final Ledger ledger;
    private final Clock clock;

    SubmissionPages(
            SubmissionList list,
            QuarantineReading quarantine,
            ReadersInUse readers,
            GapList gaps,
            Ledger ledger,
            Clock clock) {
        this.list = list;
        this.quarantine = quarantine;
        this.readers = readers;
        this.gaps = gaps;
        this.ledger = ledger;
        this.clock = clock;
    }

    /** What is asked, as it came. */
    record Asked(
            @Nullable String kind,
            @Nullable String state,
            @Nullable String sender,
            @Nullable String asOf,
            @Nullable String cursor) {

        Address address() {
            return Address.of("/submissions")
                    .with("kind", kind)
                    .with("state", state)
                    .with("sender", sender)
                    .with("asOf", asOf);
        }

        boolean filters() {
            return !(blank(kind) && blank(state) && blank(sender));
        }

        SubmissionList.Question question(Instant at) {
            return new SubmissionList.Question(
                    one("kind", kind, Set.of("SCAN", "EVENTS", "DEPLOYMENTS", "VEX", "ATTESTATIONS")),
                    one("state", state, Set.of("RECEIVED", "INTERPRETED", "QUARANTINED", "DISMISSED")),
                    id(),
                    at,
                    blank(cursor) ? null : Cursor.read(String.valueOf(cursor)));
        }

        private @Nullable UUID id() {
            try {
                return blank(sender) ? null : UUID.fromString(String.valueOf(sender));
            } catch (IllegalArgumentException unreadable) {
                throw new InvalidRequest("sender is the id of a token.");
            }
        }

        private static String one(String name, @Nullable String text, Set<String> known) {
            String word = text == null ? "" : text.strip().toUpperCase(Locale.ROOT);
            if (!word.isEmpty() && !known.contains(word)) {
                throw new InvalidRequest(name + " is one of "
                        + String.join(", ", known.stream().sorted().toList()) + ".");
            }
            return word;
        }

        private static boolean blank(@Nullable String text) {
            return text == null || text.isBlank();
        }
    }

    @GetMapping("/submissions")
    String submissions(Asked asked, Model model, HttpServletRequest request) {
        AsOf asOf = AsOf.read(asked.asOf(), clock);
        SubmissionList.Question question = asked.question(asOf.at());
        Excerpt<SubmissionLine> page = Excerpt.of(list.page(question, ROOM + 1), ROOM);
        model.addAttribute("asked", asked);
        model.addAttribute("filtered", asked.filters());
        model.addAttribute("kinds", KINDS);
        model.addAttribute("states", STATES);
        model.addAttribute("senders", senders());
        model.addAttribute("page", page);
        model.addAttribute("gaps", gaps.figures(asOf.at()));
        model.addAttribute(
                "first", question.after() == null ? null : asked.address().text());
        model.addAttribute(
                "next",
                page.more()
                        ? next(
                                asked.address(),
                                page.last().receivedAt(),
                                page.last().id())
                        : null);
        model.addAttribute(
                "host",
                ServletUriComponentsBuilder.fromContextPath(request).build().toUriString());
        return "intake/submissions";
    }

    @GetMapping("/submissions/{id}")
    String submission(@PathVariable UUID id, Model model) {
        SubmissionLine line = list.find(id).orElseThrow(() -> new NotFound("submission"));
        model.addAttribute("line", line);
        // Who proposed a dismissal is not offered to confirm it.
        model.addAttribute("self", Callers.current().id());
        model.addAttribute("newer", readers.newer(line));
        model.addAttribute("standing", quarantine.standing(List.of(id)).get(id));
        model.addAttribute("decisions", quarantine.decisions(id));
        model.addAttribute("receipt", ledger.receipt(line.place().entryIndex()).orElseThrow());
        return "intake/submission";
    }

    private List<Choice> senders() {
        List<Choice> choices = new ArrayList<>(List.of(new Choice("", "anybody")));
        list.senders().forEach(sender -> choices.add(new Choice(sender.id().toString(), sender.name())));
        return choices;
    }

    private static String next(Address address, @Nullable Instant at, UUID id) {
        return address.with("cursor", new Cursor(at == null ? Instant.EPOCH : at, id).text())
                .text();
    }
}
