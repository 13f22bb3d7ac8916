package io.exhibit.controls;

import io.exhibit.access.Callers;
import io.exhibit.access.CsvFile;
import io.exhibit.kernel.AsOf;
import io.exhibit.kernel.Choice;
import io.exhibit.kernel.Csv;
import io.exhibit.kernel.InvalidRequest;
import io.exhibit.kernel.Text;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The numbers that checks use: what holds, what holds soon, what was decided about them, and the forms for that. */
@Controller
class ParameterPages {

    private static final int LONGEST = 2000;

    private final Catalogue catalogue;
    private final Parameters parameters;
    private final ParameterChanges changes;
    private final ParameterStore store;
    private final Clock clock;

    ParameterPages(
            Catalogue catalogue, Parameters parameters, ParameterChanges changes, ParameterStore store, Clock clock) {
        this.catalogue = catalogue;
        this.parameters = parameters;
        this.changes = changes;
        this.store = store;
        this.clock = clock;
    }

    @GetMapping("/parameters")
    String list(@RequestParam(required = false) @Nullable String asOf, Model model) {
        Instant at = AsOf.read(asOf, clock).at();
        List<ParameterChange> all = changes(at);
        model.addAttribute("profiles", sheets(all, at));
        model.addAttribute("waiting", all.stream().filter(one -> one.waits(at)).toList());
        model.addAttribute("history", all.stream().filter(one -> !one.waits(at)).toList());
        model.addAttribute("choices", choices());
        model.addAttribute("today", LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC));
        model.addAttribute("at", at);
        model.addAttribute("reader", Callers.current().id());
        return "controls/parameters";
    }

    @GetMapping("/parameters.csv")
    void csv(@RequestParam(required = false) @Nullable String asOf, HttpServletResponse response) throws IOException {
        Instant at = AsOf.read(asOf, clock).at();
        Csv csv = CsvFile.begin(response, "exhibit-parameters", ParameterCsv.HEAD);
        for (ParameterSheet sheet : sheets(changes(at), at)) {
            sheet.lines().forEach(line -> csv.line(ParameterCsv.cells(sheet.profile(), line, at)));
        }
        csv.flush();
    }

    /** What was proposed by then, as it stood then. */
    private List<ParameterChange> changes(Instant at) {
        return store.all().stream()
                .filter(one -> !one.proposed().at().isAfter(at))
                .map(one -> one.at(at))
                .toList();
    }

    @PostMapping("/parameters")
    String propose(
            @RequestParam(defaultValue = "") String parameter,
            @RequestParam(defaultValue = "") String value,
            @RequestParam(defaultValue = "") String from,
            @RequestParam(defaultValue = "") String reason,
            RedirectAttributes after) {
        return act(
                () -> {
                    String[] name = parameter.split("/", 2);
                    if (name.length < 2
                            || catalogue.profiles().stream()
                                    .noneMatch(one -> one.id().equals(name[0]))) {
                        throw new InvalidRequest("Choose a parameter of the list.");
                    }
                    changes.propose(
                            ParameterProposal.of(new ParameterProposal.Fields(name[0], name[1], value, from, reason)),
                            Callers.current());
                },
                "The value is proposed. It applies once another compliance officer has approved it.",
                after);
    }

    @PostMapping("/parameters/{entry}/approve")
    String approve(
            @PathVariable long entry, @RequestParam(defaultValue = "") String comment, RedirectAttributes after) {
        return act(
                () -> changes.approve(entry, text(comment), Callers.current()),
                "Approved. What is judged from its day on goes by the new value.",
                after);
    }

    @PostMapping("/parameters/{entry}/refuse")
    String refuse(@PathVariable long entry, @RequestParam(defaultValue = "") String comment, RedirectAttributes after) {
        return act(
                () -> changes.refuse(entry, text(comment), Callers.current()),
                "Refused. The value stays as it is.",
                after);
    }

    private List<ParameterSheet> sheets(List<ParameterChange> all, Instant now) {
        return catalogue.profiles().stream()
                .map(shipped -> ParameterSheet.of(shipped, parameters.at(shipped.id(), now), all, now))
                .toList();
    }

    private List<Choice> choices() {
        return catalogue.profiles().stream()
                .flatMap(profile -> profile.parameters().stream()
                        .filter(parameter -> catalogue.parameterRules().changes(parameter.name()))
                        .map(parameter -> new Choice(
                                profile.id() + "/" + parameter.name(), profile.name() + ": " + parameter.name())))
                .toList();
    }

    private static String act(Runnable act, String done, RedirectAttributes after) {
        try {
            act.run();
            after.addFlashAttribute("done", done);
        } catch (InvalidRequest refused) {
            after.addFlashAttribute("refused", refused.detail());
        }
        return "redirect:/parameters";
    }

    /** One character more than is taken: what is too long is refused, not cut. */
    private static String text(String said) {
        return Text.clean(said, LONGEST + 1);
    }
}
