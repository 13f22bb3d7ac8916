package io.exhibit.findings;

import io.exhibit.access.CsvFile;
import io.exhibit.findings.ChangeQuestion.ChangeParameters;
import io.exhibit.kernel.Choice;
import io.exhibit.kernel.Csv;
import io.exhibit.kernel.Cursor;
import io.exhibit.kernel.Excerpt;
import io.exhibit.kernel.Written;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** What has changed since a day: found, come back, closed, left, late, ranked otherwise; policies; newest first, and as a file. */
@Controller
class ChangePages {

    private static final int PAGE = 50;
    private static final List<String> HEAD = List.of(
            "at",
            "change",
            "remark",
            "finding",
            "vulnerability",
            "package",
            "installed_version",
            "fixed_version",
            "rank",
            "target",
            "environment",
            "system",
            "owner",
            "policy_version",
            "drafted_by",
            "approved_by",
            "since",
            "as_of");

    private final ChangeStore store;
    private final Figures figures;
    private final Clock clock;

    ChangePages(ChangeStore store, Figures figures, Clock clock) {
        this.store = store;
        this.figures = figures;
        this.clock = clock;
    }

    @GetMapping("/changes")
    String changes(ChangeParameters asked, Model model) {
        ChangeQuestion question = ChangeQuestion.of(asked, clock);
        Excerpt<ChangeRow> found = store.page(question, PAGE);
        Figures.Counted<ChangeBalance> balance = figures.of(
                "changes",
                question.counted(),
                question.asOf(),
                ChangeBalance.class,
                then -> store.balance(question.at(then)));
        model.addAttribute("question", question);
        model.addAttribute("balance", balance.answer());
        model.addAttribute("countedAt", balance.at());
        model.addAttribute("rows", found.rows());
        model.addAttribute(
                "kinds",
                Stream.concat(
                                Stream.of(new Choice("", "all of it")),
                                Arrays.stream(ChangeKind.values()).map(kind -> new Choice(kind.name(), kind.words())))
                        .toList());
        model.addAttribute("shown", Written.count(found.size()) + " on this page, the newest first.");
        model.addAttribute(
                "first",
                question.before().equals(Cursor.START) ? null : question.link("/changes", question.kind(), null));
        model.addAttribute(
                "next",
                found.more()
                        ? question.link(
                                "/changes",
                                question.kind(),
                                new Cursor(found.last().at(), found.last().id()))
                        : null);
        model.addAttribute("csv", question.link("/changes.csv", question.kind(), null));
        return "findings/changes";
    }

    @GetMapping("/changes.csv")
    void csv(ChangeParameters asked, HttpServletResponse response) throws IOException {
        ChangeQuestion question = ChangeQuestion.of(asked, clock);
        Csv csv = CsvFile.begin(response, "exhibit-changes", HEAD);
        store.each(question, row -> csv.line(cells(row, question)));
        csv.flush();
    }

    private static List<@Nullable Object> cells(ChangeRow row, ChangeQuestion question) {
        List<@Nullable Object> cells =
                new ArrayList<>(List.of(row.at(), row.kind().words(), row.remark()));
        cells.addAll(cells(row.subject()));
        cells.addAll(cells(row.policy()));
        cells.add(question.since());
        cells.add(question.asOf().at());
        return cells;
    }

    private static List<@Nullable Object> cells(ChangeRow.@Nullable Subject of) {
        return of == null
                ? Collections.nCopies(10, null)
                : Arrays.asList(
                        of.finding(),
                        of.vulnerability(),
                        of.packageName(),
                        of.installed(),
                        of.fixed(),
                        of.rank(),
                        of.place().target(),
                        of.place().environment(),
                        of.place().system(),
                        of.place().owner());
    }

    private static List<@Nullable Object> cells(ChangeRow.@Nullable Version policy) {
        return policy == null
                ? Collections.nCopies(3, null)
                : Arrays.asList(policy.number(), policy.draftedBy(), policy.approvedBy());
    }
}
