package io.exhibit.findings;

import io.exhibit.access.CsvFile;
import io.exhibit.kernel.Csv;
import io.exhibit.kernel.Written;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The timeline from further away: what is open and has a deadline, by system, owner, maker, image or vulnerability; also as a file. */
@Controller
class TimelineGroupPages {

    private static final int MOST = 60;

    private final TimelineGroupStore groups;
    private final TimelineStore timeline;
    private final Figures figures;
    private final Clock clock;

    TimelineGroupPages(TimelineGroupStore groups, TimelineStore timeline, Figures figures, Clock clock) {
        this.groups = groups;
        this.timeline = timeline;
        this.figures = figures;
        this.clock = clock;
    }

    /** A group as the page shows it; link: its own findings, null: they have no address of their own. */
    record Line(
            TimelineGroups.Row row, String name, @Nullable String link, Drawing drawing) {}

    @GetMapping("/timeline/groups")
    String groups(TimelineParameters asked, @RequestParam(required = false) @Nullable String by, Model model) {
        TimelineQuestion question = TimelineQuestion.of(asked, clock, timeline::usualProfile);
        TimelineGroup group = TimelineGroup.read(by);
        Figures.Counted<TimelineGroups> counted = counted(question, group);
        TimelineGroups found = counted.answer();
        TimelinePicture picture = TimelinePages.picture(question);
        model.addAttribute("question", question);
        model.addAttribute("by", group);
        model.addAttribute("countedAt", counted.at());
        model.addAttribute("axis", picture.axis());
        model.addAttribute(
                "lines",
                found.rows().stream()
                        .map(row -> line(question, group, row, picture, found.most()))
                        .toList());
        model.addAttribute("more", found.rows().size() == MOST ? MOST : 0);
        model.addAttribute("kinds", TimelineGroup.choices());
        model.addAttribute("choices", new TimelinePages.Choices());
        model.addAttribute("csv", question.link("/timeline/groups.csv", "by", group.word()));
        model.addAttribute("lanes", question.link("/timeline", "cursor", null));
        return "findings/timeline-groups";
    }

    @GetMapping("/timeline/groups.csv")
    void csv(
            TimelineParameters asked, @RequestParam(required = false) @Nullable String by, HttpServletResponse response)
            throws IOException {
        TimelineQuestion question = TimelineQuestion.of(asked, clock, timeline::usualProfile);
        TimelineGroup group = TimelineGroup.read(by);
        Csv csv = CsvFile.begin(
                response,
                "exhibit-timeline-by-" + group.word(),
                List.of(
                        "by",
                        "key",
                        "name",
                        "profile",
                        "open",
                        "late",
                        "due_in_14_days",
                        "first_due_at",
                        "as_of",
                        "known_on"));
        counted(question, group)
                .answer()
                .rows()
                .forEach(row -> csv.line(Arrays.asList(
                        group.word(),
                        row.key(),
                        name(group, row),
                        question.profile(),
                        row.open(),
                        row.late(),
                        row.soon(),
                        row.first(),
                        question.asOf().at(),
                        question.asOf().known())));
        csv.flush();
    }

    private Figures.Counted<TimelineGroups> counted(TimelineQuestion question, TimelineGroup by) {
        return figures.of(
                "timeline by " + by.word(),
                question.counted(),
                question.asOf(),
                TimelineGroups.class,
                then -> groups.groups(question.at(then), by, MOST));
    }

    private static Line line(
            TimelineQuestion question, TimelineGroup by, TimelineGroups.Row row, TimelinePicture picture, long most) {
        String name = name(by, row);
        String link = row.key().isEmpty()
                ? null
                : question.link("/timeline", "of", new TimelineGroup.One(by, row.key()).text());
        return new Line(row, name, link, picture.group(row, name, most));
    }

    private static String name(TimelineGroup by, TimelineGroups.Row row) {
        return switch (by) {
            case SYSTEM, OWNER -> row.key().isEmpty() ? "not attributed" : row.name();
            case VENDOR ->
                switch (row.key()) {
                    case "OWN_BUILD" -> "own builds";
                    case "NOT_SAID" -> "not said who makes it";
                    case "CONFLICT" -> "patterns contradict each other";
                    default -> row.name();
                };
            case IMAGE -> Written.brief(row.name());
            case VULNERABILITY -> row.name();
        };
    }
}
