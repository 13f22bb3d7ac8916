package io.exhibit.findings;

import io.exhibit.access.CsvFile;
import io.exhibit.kernel.Address;
import io.exhibit.kernel.Choice;
import io.exhibit.kernel.Csv;
import io.exhibit.kernel.Cursor;
import io.exhibit.kernel.Excerpt;
import io.exhibit.kernel.Written;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** The list of findings, newest first, to search and to take away as a file. */
@Controller
class FindingListPages {

    private static final int PAGE = 50;
    private static final List<Choice> EXPLOITS =
            List.of(new Choice("", "any"), new Choice("yes", "known to be exploited"));

    private static final List<BigDecimal> LIKELIHOODS =
            Stream.of("0.01", "0.1", "0.5").map(BigDecimal::new).toList();

    private final FindingListStore store;
    private final KnownExploited exploited;
    private final ExploitScores scores;
    private final Clock clock;

    FindingListPages(FindingListStore store, KnownExploited exploited, ExploitScores scores, Clock clock) {
        this.store = store;
        this.exploited = exploited;
        this.scores = scores;
        this.clock = clock;
    }

    /** A row with how it stands at the time of the question. */
    record Line(FindingListRow row, TimelineStanding standing) {

        public @Nullable String clock() {
            Profile profile = row.standing().profile();
            return profile == null ? null : profile.title();
        }
    }

    @GetMapping("/findings")
    String findings(FindingListParameters asked, Model model, HttpServletRequest request) {
        FindingListQuestion question = FindingListQuestion.of(asked, clock);
        Excerpt<FindingListRow> found = store.page(question, PAGE);
        long count = store.count(question);
        model.addAttribute("question", question);
        model.addAttribute("sentence", sentence(question, count));
        model.addAttribute("lines", lines(found, question));
        model.addAttribute("nothingYet", found.isEmpty() && store.isEmpty());
        model.addAttribute("states", states());
        model.addAttribute("ranks", new TimelinePages.Choices().ranks());
        model.addAttribute("exploits", EXPLOITS);
        model.addAttribute("likelihoods", likelihoods(question));
        model.addAttribute("scores", scores.lastBy(question.asOf().at()).orElse(null));
        model.addAttribute("exceptions", ExceptionFilter.CHOICES);
        model.addAttribute("handlings", HandlingFilter.choices());
        model.addAttribute("at", question.asOf().at());
        model.addAttribute(
                "catalogue", exploited.lastBy(question.asOf().known()).orElse(null));
        model.addAttribute("dues", DueFilter.choices());
        model.addAttribute("fixes", FindingListWork.FIXES);
        model.addAttribute("covers", FindingListWork.COVERS);
        model.addAttribute("shown", shown(question, found.size()));
        model.addAttribute("first", question.after() == null ? null : question.link("/findings", null));
        model.addAttribute("next", found.more() ? question.link("/findings", cursor(found, question)) : null);
        model.addAttribute("csv", question.link("/findings.csv", null));
        model.addAttribute("all", Address.of("/findings").with("state", "ALL").text());
        model.addAttribute(
                "host",
                ServletUriComponentsBuilder.fromContextPath(request).build().toUriString());
        return "findings/findings";
    }

    @GetMapping("/findings.csv")
    void csv(FindingListParameters asked, HttpServletResponse response) throws IOException {
        FindingListQuestion question = FindingListQuestion.of(asked, clock);
        Csv csv = CsvFile.begin(response, "exhibit-findings", FindingListCsv.HEAD);
        store.each(question, row -> csv.line(FindingListCsv.cells(row, question)));
        csv.flush();
    }

    private static String shown(FindingListQuestion question, int count) {
        return Written.count(count) + " on this page, "
                + (question.work().due() == null ? "the newest first." : "what is due first coming first.");
    }

    private static Cursor cursor(Excerpt<FindingListRow> found, FindingListQuestion question) {
        FindingListRow last = found.last();
        Instant due = last.standing().dueAt();
        return new Cursor(question.work().due() == null || due == null ? last.firstDetectedAt() : due, last.id());
    }

    private static List<Line> lines(Excerpt<FindingListRow> found, FindingListQuestion question) {
        return found.rows().stream()
                .map(row -> new Line(row, row.standingAt(question.asOf().at())))
                .toList();
    }

    private static List<Choice> states() {
        return Arrays.stream(FindingListQuestion.State.values())
                .map(state -> new Choice(state.name(), state.words()))
                .toList();
    }

    /** Those that are offered, and the one that was asked for. */
    private static List<Choice> likelihoods(FindingListQuestion question) {
        Stream<BigDecimal> asked = Stream.ofNullable(question.epss());
        return Stream.concat(
                        Stream.of(new Choice("", "any")),
                        Stream.concat(LIKELIHOODS.stream(), asked)
                                .distinct()
                                .sorted()
                                .map(score -> new Choice(score.toPlainString(), "at least " + score.toPlainString())))
                .toList();
    }

    private static String sentence(FindingListQuestion question, long count) {
        int most = FindingListStore.most(question);
        String many = count > most
                ? "More than " + Written.count(most) + " findings are "
                : Written.count(count, "finding is ", "findings are ");
        return many
                + question.stateWords()
                + question.work().words()
                + (question.exploited() ? " and known to be exploited" : "")
                + (question.epss() == null ? "" : " and scored at least " + question.epss() + " by EPSS")
                + handling(question.handling())
                + exception(question.exception())
                + (question.search() == null ? "." : " and match \u201c" + question.search() + "\u201d.");
    }

    private static String handling(@Nullable Handling handling) {
        return handling == null
                ? ""
                : handling == Handling.OPEN ? " and nobody has decided anything" : " and " + handling.words();
    }

    private static String exception(@Nullable ExceptionFilter filter) {
        return switch (filter == null ? "" : filter.how()) {
            case "VALID" -> " and covered by an exception";
            case "COMPENSATED" -> " and compensated by what an assessor accepted";
            case "ENDED" -> " and no longer covered by an exception";
            case "NONE" -> " and covered by no exception";
            case "ONE" -> " and what one exception is about";
            default -> "";
        };
    }
}
