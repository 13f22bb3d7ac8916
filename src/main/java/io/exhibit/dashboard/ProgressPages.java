package io.exhibit.dashboard;

import io.exhibit.access.Callers;
import io.exhibit.estate.Scope;
import io.exhibit.findings.BalancePicture;
import io.exhibit.findings.Figures;
import io.exhibit.kernel.Address;
import io.exhibit.kernel.AsOf;
import io.exhibit.kernel.InvalidRequest;
import io.exhibit.ledger.ActivityTrail;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Patching in figures: for the meeting where somebody asks whether it gets better. */
@Controller
class ProgressPages implements Figures.Morning {

    private final ProgressStore store;
    private final Figures counts;
    private final ActivityTrail activity;
    private final EndingExceptions endings;
    private final Clock clock;

    ProgressPages(ProgressStore store, Figures counts, ActivityTrail activity, EndingExceptions endings, Clock clock) {
        this.store = store;
        this.counts = counts;
        this.activity = activity;
        this.endings = endings;
        this.clock = clock;
    }

    @GetMapping("/progress")
    String progress(
            @RequestParam(required = false) @Nullable String scope,
            @RequestParam(required = false) @Nullable String asOf,
            @RequestParam(required = false) @Nullable String known,
            Model model) {
        Scope in = Scope.parse(scope == null ? "" : scope);
        AsOf at = AsOf.read(asOf, known, clock);
        Figures.Counted<ProgressFigures> counted = counted(in, at);
        model.addAttribute("figures", counted.answer());
        model.addAttribute(
                "balance",
                BalancePicture.onPage(counted.answer().months().stream()
                        .map(ProgressFigures.Month::balance)
                        .toList()));
        model.addAttribute("countedAt", counted.at());
        model.addAttribute("endings", endings.lines(in.text(), at));
        model.addAttribute("at", at.at());
        model.addAttribute(
                "file",
                Address.of("/progress.csv")
                        .with("scope", scope)
                        .with("asOf", asOf)
                        .with("known", known));
        return "dashboard/progress";
    }

    @Override
    public void ask() {
        counted(Scope.ALL, AsOf.read(null, clock));
    }

    private Figures.Counted<ProgressFigures> counted(Scope in, AsOf at) {
        return counts.of("progress", in.text(), at, ProgressFigures.class, then -> store.figures(in.text(), then));
    }

    /** One of the page's tables. */
    @GetMapping("/progress.csv")
    void csv(
            @RequestParam(required = false) @Nullable String scope,
            @RequestParam(required = false) @Nullable String asOf,
            @RequestParam(required = false) @Nullable String known,
            @RequestParam String table,
            HttpServletResponse response)
            throws IOException {
        ProgressFile file = Arrays.stream(ProgressFile.values())
                .filter(one -> one.text().equals(table))
                .findFirst()
                .orElseThrow(
                        () -> new InvalidRequest("table is one of owners, ages, deadlines, durations and months."));
        Scope in = Scope.parse(scope == null ? "" : scope);
        AsOf at = AsOf.read(asOf, known, clock);
        activity.record(Callers.current(), "progress.exported", file.text() + " of scope " + in.text());
        file.write(response, store, in.text(), at);
    }
}
