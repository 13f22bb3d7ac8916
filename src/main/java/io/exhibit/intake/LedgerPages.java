package io.exhibit.intake;

import io.exhibit.kernel.Address;
import io.exhibit.kernel.AsOf;
import io.exhibit.kernel.Choice;
import io.exhibit.kernel.Excerpt;
import io.exhibit.kernel.InvalidRequest;
import io.exhibit.kernel.NotFound;
import io.exhibit.kernel.Text;
import io.exhibit.ledger.Anchors;
import io.exhibit.ledger.Checkpoints;
import io.exhibit.ledger.Ledger;
import io.exhibit.ledger.Receipt;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The ledger to look through: entry after entry, each with its bytes and the way to check its hash by hand. */
@Controller
class LedgerPages {

    private static final int ROOM = 100;
    private static final int REQUESTS = 200;

    private final LedgerList list;
    private final SubmissionList submissions;
    private final Ledger ledger;
    private final Checkpoints checkpoints;
    private final Anchors anchors;
    private final JsonMapper json;
    private final Clock clock;

    LedgerPages(
            LedgerList list,
            SubmissionList submissions,
            Ledger ledger,
            Checkpoints checkpoints,
            Anchors anchors,
            JsonMapper json,
            Clock clock) {
        this.list = list;
        this.submissions = submissions;
        this.ledger = ledger;
        this.checkpoints = checkpoints;
        this.anchors = anchors;
        this.json = json;
        this.clock = clock;
    }

    /** What is asked, as it came; index jumps to one entry, before is where a page begins. */
    record Asked(
            @Nullable String kind,
            @Nullable String index,
            @Nullable String before,
            @Nullable String asOf) {

        public String kindText() {
            return kind == null ? "" : Text.clean(kind, 100).strip();
        }

        Address address() {
            return Address.of("/ledger").with("kind", kindText()).with("asOf", asOf);
        }
    }

    /** An entry with what its leaf says, taken apart. */
    record Sheet(
            Receipt receipt,
            String kind,
            String by,
            String who,
            long items,
            long size,
            String commitment,
            String root) {}

    @GetMapping("/ledger")
    String ledger(Asked asked, Model model) {
        if (asked.index() != null && !asked.index().isBlank()) {
            return "redirect:/ledger/" + number(asked.index());
        }
        AsOf asOf = AsOf.read(asked.asOf(), clock);
        boolean first = asked.before() == null || asked.before().isBlank();
        long below = first ? Long.MAX_VALUE : number(String.valueOf(asked.before()));
        Excerpt<LedgerList.Entry> page = Excerpt.of(list.page(asked.kindText(), asOf.at(), below, ROOM + 1), ROOM);
        model.addAttribute("asked", asked);
        model.addAttribute("kinds", kinds());
        model.addAttribute("signed", checkpoints.newest().orElse(null));
        model.addAttribute("anchors", anchors.standings());
        model.addAttribute("page", page);
        model.addAttribute("first", first ? null : asked.address().text());
        model.addAttribute(
                "next",
                page.more()
                        ? asked.address().with("before", page.last().index()).text()
                        : null);
        return "intake/ledger";
    }

    @GetMapping("/ledger/{index:\\d{1,18}}")
    String entry(@PathVariable long index, Model model) {
        Receipt receipt = ledger.receipt(index).orElseThrow(() -> new NotFound("entry"));
        model.addAttribute("sheet", sheet(receipt));
        model.addAttribute(
                "covered",
                checkpoints
                        .newest()
                        .filter(newest -> newest.checkpoint().size() > index)
                        .isPresent());
        model.addAttribute("submissions", Excerpt.of(submissions.of(index, REQUESTS + 1), REQUESTS));
        model.addAttribute("previous", index > 0 ? index - 1 : null);
        model.addAttribute("following", index + 1 < ledger.size() ? index + 1 : null);
        return "intake/entry";
    }

    private Sheet sheet(Receipt receipt) {
        JsonNode leaf = json.readTree(receipt.leaf());
        String by = leaf.path("by").asString();
        return new Sheet(
                receipt,
                leaf.path("k").asString(),
                by,
                list.name(id(by)).orElse(by.equals("system") ? "Exhibit itself" : "not known by name"),
                leaf.path("n").asLong(),
                leaf.path("sz").asLong(),
                leaf.path("c").asString(),
                leaf.path("m").asString());
    }

    private List<Choice> kinds() {
        List<Choice> choices = new ArrayList<>();
        List<String> kinds = list.kinds();
        if (kinds.contains(LedgerList.HEARTBEAT)) {
            choices.add(new Choice("", "any but heartbeats"));
            choices.add(new Choice(LedgerList.ANY, "any"));
        } else {
            choices.add(new Choice("", "any"));
        }
        kinds.forEach(kind -> choices.add(new Choice(kind, kind)));
        return choices;
    }

    private static @Nullable UUID id(String by) {
        return by.matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}") ? UUID.fromString(by) : null;
    }

    private static long number(String text) {
        String digits = text.strip();
        if (!digits.matches("\\d{1,18}")) {
            throw new InvalidRequest("An index of the ledger is a whole number, from 0.");
        }
        return Long.parseLong(digits);
    }
}
