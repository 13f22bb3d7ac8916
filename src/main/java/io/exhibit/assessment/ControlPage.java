package io.exhibit.assessment;

import io.exhibit.assessment.ControlQuery.Asked;
import io.exhibit.controls.AlertBearing;
import io.exhibit.controls.AlertClass;
import io.exhibit.controls.AlertMapping;
import io.exhibit.controls.Catalogue;
import io.exhibit.controls.CheckUse;
import io.exhibit.controls.Control;
import io.exhibit.controls.ControlId;
import io.exhibit.controls.Framework;
import io.exhibit.controls.FrameworkId;
import io.exhibit.kernel.Address;
import io.exhibit.kernel.Choice;
import io.exhibit.kernel.InvalidRequest;
import io.exhibit.kernel.NotFound;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** One control: what it asks, what its checks found, and the items behind that. */
@Controller
class ControlPage {

    private static final int ROOM = 50;

    private final Catalogue catalogue;
    private final AlertMapping mapping;
    private final Assessments assessments;
    private final Effectiveness effectiveness;
    private final Trailing trailing;
    private final Clock clock;

    ControlPage(
            Catalogue catalogue,
            AlertMapping mapping,
            Assessments assessments,
            Effectiveness effectiveness,
            Trailing trailing,
            Clock clock) {
        this.catalogue = catalogue;
        this.mapping = mapping;
        this.assessments = assessments;
        this.effectiveness = effectiveness;
        this.trailing = trailing;
        this.clock = clock;
    }

    /** Which population is shown, and from where. */
    record Shown(
            @Nullable String check,
            @Nullable String verdict,
            @Nullable String cursor) {

        Optional<Verdict> only() {
            String wanted = ControlQuery.plain(verdict);
            if (wanted.isEmpty()) {
                return Optional.empty();
            }
            return Optional.of(Arrays.stream(Verdict.values())
                    .filter(known -> known.name().equals(wanted))
                    .findFirst()
                    .orElseThrow(() -> new InvalidRequest(
                            "verdict is one of VIOLATED, INSUFFICIENT, COMPENSATED, NOT_APPLICABLE, SATISFIED.")));
        }
    }

    /** A check of the control: why it is used, what it found, where its items are. */
    record CheckLine(CheckUse use, CheckResult result, boolean shown, String link) {}

    /** A class of runtime alerts that bears on the control. */
    record BearingLine(AlertClass alerts, AlertBearing bearing, String link) {}

    @GetMapping("/controls/{framework}/{code}")
    String control(
            @PathVariable String framework, @PathVariable String code, ControlQuery query, Shown shown, Model model) {
        Framework asked = catalogue.find(framework).orElseThrow(() -> new NotFound("framework"));
        Control control = catalogue.control(id(asked.id(), code));
        Asked of = query.read(clock, trailing);
        ControlResult result =
                assessments.evaluate(control, of.scope(), of.period(), of.asOf().at());
        Address here = query.address(ControlPages.path(control));
        Optional<CheckResult> open = open(result, shown);
        model.addAttribute("query", query);
        model.addAttribute("framework", asked);
        model.addAttribute("control", control);
        model.addAttribute("result", result);
        model.addAttribute("period", of.period());
        model.addAttribute("path", ControlPages.path(control));
        model.addAttribute(
                "list", query.address("/controls").with("framework", asked.id()).text());
        model.addAttribute("checks", lines(control, result, open, here));
        model.addAttribute("bearings", bearings(control));
        model.addAttribute(
                "strip",
                effectiveness
                        .of(control, of.scope(), of.period(), of.asOf().at())
                        .orElse(null));
        open.ifPresent(check -> population(check, shown, here, model));
        return "assessment/control";
    }

    private static ControlId id(FrameworkId framework, String code) {
        try {
            return new ControlId(framework, code);
        } catch (IllegalArgumentException impossible) {
            throw new NotFound("control");
        }
    }

    /** The check that was asked for, else the first that found something against it, else the first there is. */
    private static Optional<CheckResult> open(ControlResult result, Shown shown) {
        String wanted = ControlQuery.plain(shown.check());
        List<CheckResult> built =
                result.checks().stream().filter(CheckResult::isBuilt).toList();
        if (!wanted.isEmpty()) {
            return Optional.of(built.stream()
                    .filter(check -> check.check().id().equals(wanted))
                    .findFirst()
                    .orElseThrow(() -> new NotFound("check of this control")));
        }
        return Stream.concat(built.stream().filter(check -> check.result() == Result.NOT_SATISFIED), built.stream())
                .findFirst();
    }

    private void population(CheckResult check, Shown shown, Address here, Model model) {
        Address of = here.with("check", check.check().id()).with("verdict", ControlQuery.plain(shown.verdict()));
        ItemPage page = assessments.page(check.question(), shown.only().orElse(null), shown.cursor(), ROOM);
        model.addAttribute("open", check);
        model.addAttribute("items", page.items());
        model.addAttribute("verdict", ControlQuery.plain(shown.verdict()));
        model.addAttribute("verdicts", verdicts());
        model.addAttribute("first", ControlQuery.plain(shown.cursor()).isEmpty() ? null : of.text());
        model.addAttribute(
                "next", page.next().map(next -> of.with("cursor", next).text()).orElse(null));
    }

    private static List<Choice> verdicts() {
        return Stream.concat(
                        Stream.of(new Choice("", "every item")),
                        Arrays.stream(Verdict.values())
                                .map(verdict -> new Choice(
                                        verdict.name(), verdict.title().toLowerCase(Locale.ROOT))))
                .toList();
    }

    private static List<CheckLine> lines(
            Control control, ControlResult result, Optional<CheckResult> open, Address here) {
        return result.checks().stream()
                .map(check -> new CheckLine(
                        use(control, check),
                        check,
                        open.filter(check::equals).isPresent(),
                        here.with("check", check.check().id()).text() + "#items"))
                .toList();
    }

    private static CheckUse use(Control control, CheckResult check) {
        return control.checks().stream()
                .filter(use -> use.check().equals(check.check()))
                .findFirst()
                .orElseThrow();
    }

    private List<BearingLine> bearings(Control control) {
        return mapping.classes().stream()
                .flatMap(known -> mapping.controlsOf(known.id()).stream()
                        .filter(bearing -> bearing.control().equals(control.id()))
                        .map(bearing -> new BearingLine(
                                known,
                                bearing,
                                Address.of("/alerts").with("class", known.id()).text())))
                .toList();
    }
}
