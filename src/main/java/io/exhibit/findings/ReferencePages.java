package io.exhibit.findings;

import io.exhibit.estate.SupportEnds;
import io.exhibit.intake.ReferenceFetching;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** What was loaded from others' catalogues, when, by whom, and what it changed. */
@Controller
class ReferencePages {

    private static final int LOADS = 100;

    private final KnownExploited exploited;
    private final ExploitScores scores;
    private final SupportEnds ends;
    private final ReferenceFetching fetching;

    ReferencePages(KnownExploited exploited, ExploitScores scores, SupportEnds ends, ReferenceFetching fetching) {
        this.exploited = exploited;
        this.scores = scores;
        this.ends = ends;
        this.fetching = fetching;
    }

    @GetMapping("/reference")
    String reference(Model model, HttpServletRequest request) {
        model.addAttribute("catalogues", exploited.loads(LOADS));
        model.addAttribute("scores", scores.loads(LOADS));
        model.addAttribute("ends", ends.loads(LOADS));
        model.addAttribute("feeds", fetching.standings());
        model.addAttribute(
                "host",
                ServletUriComponentsBuilder.fromContextPath(request).build().toUriString());
        return "findings/reference";
    }
}
