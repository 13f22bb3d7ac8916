package io.exhibit.assessment;

import io.exhibit.assessment.ControlQuery.Asked;
import io.exhibit.assessment.Standings.Standing;
import io.exhibit.controls.Catalogue;
import io.exhibit.controls.Control;
import io.exhibit.controls.ControlId;
import io.exhibit.controls.Framework;
import io.exhibit.kernel.NotFound;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** The frameworks and where their controls stand. */
@Controller
class ControlPages {

    private final Catalogue catalogue;
    private final Assessments assessments;
    private final Standings standings;
    private final GapAssessment gaps;
    private final Trailing trailing;
    private final Clock clock;

    ControlPages(
            Catalogue catalogue,
            Assessments assessments,
            Standings standings,
            GapAssessment gaps,
            Trailing trailing,
            Clock clock) {
        this.catalogue = catalogue;
        this.assessments = assessments;
        this.standings = standings;
        this.gaps = gaps;
        this.trailing = trailing;
        this.clock = clock;
    }

    @GetMapping("/controls")
    String controls(ControlQuery query, Model model) {
        Asked asked = query.read(clock, trailing);
        Framework chosen = chosen(query);
        // What was judged of late is at hand; a period or scope of one's own is asked about on the spot.
        List<Standing> kept =
                asked.trailing() ? standings.newest(asked.scope(), asked.asOf().at()) : List.of();
        Map<ControlId, Standing> known = known(kept, chosen);
        List<ControlResult> results = known.isEmpty()
                ? assessments.evaluate(
                        chosen.id(), asked.scope(), asked.period(), asked.asOf().at())
                : List.of();
        List<ControlLine> lines = known.isEmpty()
                ? results.stream().map(result -> line(query, result)).toList()
                : chosen.controls().stream()
                        .flatMap(control -> line(query, known, control).stream())
                        .toList();
        model.addAttribute("query", query);
        model.addAttribute("framework", chosen);
        model.addAttribute("lines", lines);
        model.addAttribute(
                "period", known.isEmpty() ? asked.period() : kept.getFirst().period());
        model.addAttribute(
                "checked",
                kept.stream()
                        .map(Standing::checked)
                        .max(Instant::compareTo)
                        .orElse(asked.asOf().at()));
        model.addAttribute("onTheSpot", known.isEmpty());
        model.addAttribute(
                "gaps",
                known.isEmpty()
                        ? gaps.asked(results)
                        : gaps.kept(chosen, asked.scope(), asked.asOf().at()));
        model.addAttribute(
                "gapsFile",
                query.address("/controls/gaps.csv")
                        .with("framework", chosen.id())
                        .text());
        model.addAttribute("frameworks", frameworks(query, chosen, known, lines));
        return "assessment/controls";
    }

    /** Nothing for a framework that came since and was not judged yet: then it is asked on the spot. */
    private static Map<ControlId, Standing> known(List<Standing> kept, Framework chosen) {
        return kept.stream()
                        .noneMatch(standing -> standing.control().framework().equals(chosen.id()))
                ? Map.of()
                : kept.stream().collect(Collectors.toMap(Standing::control, Function.identity()));
    }

    private Framework chosen(ControlQuery query) {
        String wanted = ControlQuery.plain(query.framework());
        return wanted.isEmpty()
                ? catalogue.frameworks().getFirst()
                : catalogue.find(wanted).orElseThrow(() -> new NotFound("framework"));
    }

    private List<FrameworkLine> frameworks(
            ControlQuery query, Framework chosen, Map<ControlId, Standing> known, List<ControlLine> lines) {
        return catalogue.frameworks().stream()
                .map(framework -> {
                    boolean isChosen = framework.equals(chosen);
                    List<Result> results = isChosen
                            ? lines.stream().map(ControlLine::result).toList()
                            : framework.controls().stream()
                                    .map(control -> known.get(control.id()))
                                    .flatMap(standing -> Optional.ofNullable(standing).stream())
                                    .map(Standing::result)
                                    .toList();
                    String link = query.address("/controls")
                            .with("framework", framework.id())
                            .text();
                    return FrameworkLine.of(framework, isChosen, link, results);
                })
                .toList();
    }

    private static ControlLine line(ControlQuery query, ControlResult result) {
        return ControlLine.of(
                result.control(),
                result.result(),
                result.reason(),
                result.tally(),
                query.address(path(result.control())));
    }

    private static Optional<ControlLine> line(ControlQuery query, Map<ControlId, Standing> known, Control control) {
        return Optional.ofNullable(known.get(control.id()))
                .map(standing -> ControlLine.of(
                        control,
                        standing.result(),
                        standing.reason(),
                        standing.checks(),
                        query.address(path(control))));
    }

    static String path(Control control) {
        return "/controls/" + control.id().framework() + "/" + control.id().code();
    }
}
