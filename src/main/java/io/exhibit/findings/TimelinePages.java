package io.exhibit.findings;

import io.exhibit.access.CsvFile;
import io.exhibit.kernel.Address;
import io.exhibit.kernel.Choice;
import io.exhibit.kernel.Csv;
import io.exhibit.kernel.Cursor;
import io.exhibit.kernel.Written;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** The patch timeline: the picture, the table behind it and the same rows as a file. */
@Controller
class TimelinePages implements Figures.Morning {

    private static final int PAGE = 40;

    private final TimelineStore store;
    private final Figures figures;
    private final Clock clock;

    TimelinePages(TimelineStore store, Figures figures, Clock clock) {
        this.store = store;
        this.figures = figures;
        this.clock = clock;
    }

    /** A lane with its drawing, as the page places it. */
    record Line(TimelineRow row, TimelineLane lane, Drawing drawing) {}

    /** Where the page's links go. */
    record Links(
            String csv,
            String late,
            String soon,
            String open,
            String closed,
            String fixed,
            String groups,
            String all,
            @Nullable String first,
            @Nullable String next) {}

    @GetMapping("/timeline")
    String timeline(TimelineParameters asked, Model model, HttpServletRequest request) {
        TimelineQuestion question = TimelineQuestion.of(asked, clock, store::usualProfile);
        List<TimelineRow> found = store.page(question, PAGE + 1);
        List<TimelineRow> shown = found.subList(0, Math.min(PAGE, found.size()));
        Figures.Counted<TimelineCounts> counted = counted(question);
        TimelineCounts counts = counted.answer();
        var picture = picture(question);
        model.addAttribute("question", question);
        model.addAttribute("counts", counts);
        model.addAttribute("countedAt", counted.at());
        model.addAttribute("sentence", counts.sentence(question.profile()));
        model.addAttribute("axis", picture.axis());
        model.addAttribute("key", TimelinePicture.key());
        model.addAttribute(
                "lines", shown.stream().map(row -> line(picture, row, question)).toList());
        model.addAttribute("links", links(question, shown, found.size() > PAGE));
        model.addAttribute("choices", new Choices());
        model.addAttribute(
                "host",
                ServletUriComponentsBuilder.fromContextPath(request).build().toUriString());
        return "findings/timeline";
    }

    @Override
    public void ask() {
        counted(TimelineQuestion.of(TimelineParameters.NONE, clock, store::usualProfile));
    }

    private Figures.Counted<TimelineCounts> counted(TimelineQuestion question) {
        return figures.of(
                "timeline",
                question.counted(),
                question.asOf(),
                TimelineCounts.class,
                then -> store.counts(question.at(then)));
    }

    @GetMapping("/timeline.csv")
    void csv(TimelineParameters asked, HttpServletResponse response) throws IOException {
        TimelineQuestion question = TimelineQuestion.of(asked, clock, store::usualProfile);
        Csv csv = CsvFile.begin(response, "exhibit-timeline", TimelineCsv.head());
        store.each(question, row -> csv.line(TimelineCsv.cells(row, question)));
        csv.flush();
    }

    static TimelinePicture picture(TimelineQuestion question) {
        String now =
                question.asOf().isNow() ? "today" : Written.day(question.asOf().at());
        return new TimelinePicture(question.period(), question.asOf().at(), now);
    }

    private static Line line(TimelinePicture picture, TimelineRow row, TimelineQuestion question) {
        TimelineLane lane = row.lane(question.asOf().at());
        return new Line(row, lane, picture.lane(lane));
    }

    private static Links links(TimelineQuestion question, List<TimelineRow> shown, boolean more) {
        String next = null;
        if (more) {
            TimelineRow last = shown.getLast();
            var at = last.spell().dueAt() == null
                    ? TimelineSql.NEVER
                    : last.spell().dueAt();
            next = question.link(
                    "/timeline", "cursor", new Cursor(at, last.finding().id()).text());
        }
        return new Links(
                question.link("/timeline.csv", "cursor", null),
                question.link("/timeline", "state", "LATE"),
                question.link("/timeline", "state", "SOON"),
                question.link("/timeline", "state", "OPEN"),
                question.link("/timeline", "state", "CLOSED"),
                Address.of("/findings")
                        .with("state", "RUNNING")
                        .with("scope", question.asked().scope())
                        .with("asOf", question.asked().asOf())
                        .with("known", question.asked().known())
                        .text(),
                question.link("/timeline/groups", "of", null),
                question.link("/timeline", "of", null),
                question.after() == null ? null : question.link("/timeline", "cursor", null),
                next);
    }

    /** What the filters offer. */
    static final class Choices {

        public List<Choice> profiles() {
            return Arrays.stream(Profile.values())
                    .map(profile -> new Choice(profile.name(), profile.title()))
                    .toList();
        }

        public List<Choice> states() {
            return Arrays.stream(TimelineQuestion.State.values())
                    .map(state -> new Choice(state.name(), state.words()))
                    .toList();
        }

        public List<Choice> ranks() {
            return Stream.of(
                            "=any rank",
                            "CRITICAL=critical",
                            "HIGH=high",
                            "MEDIUM=medium",
                            "LOW=low",
                            "NONE=not ranked")
                    .map(pair -> pair.split("=", 2))
                    .map(pair -> new Choice(pair[0], pair[1]))
                    .toList();
        }
    }
}
