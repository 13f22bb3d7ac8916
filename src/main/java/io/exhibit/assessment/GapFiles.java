package io.exhibit.assessment;

import io.exhibit.access.CsvFile;
import io.exhibit.assessment.ControlQuery.Asked;
import io.exhibit.controls.Catalogue;
import io.exhibit.controls.Framework;
import io.exhibit.kernel.Csv;
import io.exhibit.kernel.NotFound;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** What a framework still lacks, as a file. */
@Controller
class GapFiles {

    private static final List<String> HEAD = List.of(
            "framework",
            "step",
            "what",
            "helps_controls",
            "only_step_of",
            "controls",
            "why",
            "scope",
            "as_of",
            "catalogue");

    private final Catalogue catalogue;
    private final GapAssessment gaps;
    private final Trailing trailing;
    private final Clock clock;

    GapFiles(Catalogue catalogue, GapAssessment gaps, Trailing trailing, Clock clock) {
        this.catalogue = catalogue;
        this.gaps = gaps;
        this.trailing = trailing;
        this.clock = clock;
    }

    @GetMapping("/controls/gaps.csv")
    void csv(ControlQuery query, HttpServletResponse response) throws IOException {
        Asked asked = query.read(clock, trailing);
        String wanted = ControlQuery.plain(query.framework());
        Framework framework = wanted.isEmpty()
                ? catalogue.frameworks().getFirst()
                : catalogue.find(wanted).orElseThrow(() -> new NotFound("framework"));
        List<GapStep> steps = gaps.of(framework, asked);
        Csv csv = CsvFile.begin(response, "exhibit-gaps", HEAD);
        String version = catalogue.version().hex();
        steps.forEach(step -> csv.line(List.of(
                framework.id(),
                step.title(),
                step.what(),
                step.controls().size(),
                step.finishes(),
                step.codes(),
                step.why(),
                asked.scope().text(),
                asked.asOf().at(),
                version)));
        csv.flush();
    }
}
