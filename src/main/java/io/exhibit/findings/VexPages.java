package io.exhibit.findings;

import io.exhibit.access.CsvFile;
import io.exhibit.kernel.Address;
import io.exhibit.kernel.AsOf;
import io.exhibit.kernel.Choice;
import io.exhibit.kernel.Csv;
import io.exhibit.kernel.Cursor;
import io.exhibit.kernel.Excerpt;
import io.exhibit.kernel.NotFound;
import io.exhibit.kernel.Written;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** What VEX documents state, and what of it is about anything here. */
@Controller
class VexPages {

    private static final int PAGE = 25;
    private static final int SHOWN = 100;
    private static final List<String> HEAD = List.of(
            "statement",
            "vulnerability",
            "status",
            "justification",
            "impact",
            "action",
            "first_product",
            "products",
            "open_findings_compared",
            "open_findings_it_is_about",
            "author",
            "role",
            "document",
            "document_version",
            "stated_at",
            "received_at",
            "ledger_entry",
            "submission",
            "as_of");

    private final VexList list;
    private final VexClaims claims;
    private final AdvisedReach reach;
    private final Clock clock;

    VexPages(VexList list, VexClaims claims, AdvisedReach reach, Clock clock) {
        this.list = list;
        this.claims = claims;
        this.reach = reach;
        this.clock = clock;
    }

    @GetMapping("/vex")
    String statements(VexQuestion.Parameters asked, Model model, HttpServletRequest request) {
        VexQuestion question = VexQuestion.of(asked, clock);
        Excerpt<VexList.Row> found = list.page(question, PAGE);
        model.addAttribute("question", question);
        model.addAttribute("rows", found.rows());
        model.addAttribute("statuses", statuses());
        model.addAttribute("nothingYet", found.isEmpty() && !question.isNarrowed() && question.after() == null);
        model.addAttribute("shown", Written.count(found.size()) + " on this page, the newest first.");
        model.addAttribute("first", question.after() == null ? null : question.link("/vex", null));
        model.addAttribute("next", found.more() ? question.link("/vex", cursor(found.last())) : null);
        model.addAttribute(
                "reach",
                question.submission() == null || !question.asOf().isNow()
                        ? null
                        : reach.of(question.submission()).orElse(null));
        model.addAttribute("csv", question.link("/vex.csv", null));
        model.addAttribute(
                "host",
                ServletUriComponentsBuilder.fromContextPath(request).build().toUriString());
        return "findings/vex";
    }

    @GetMapping("/vex.csv")
    void csv(VexQuestion.Parameters asked, HttpServletResponse response) throws IOException {
        VexQuestion question = VexQuestion.of(asked, clock);
        Csv csv = CsvFile.begin(response, "exhibit-vex", HEAD);
        list.each(question, row -> csv.line(cells(row, question.asOf())));
        csv.flush();
    }

    @GetMapping("/vex/{id}")
    String statement(@PathVariable String id, @RequestParam(required = false) @Nullable String asOf, Model model) {
        UUID statement = NotFound.idOf("VEX statement", id);
        AsOf at = AsOf.read(asOf, clock);
        VexClaim claim = claims.one(statement);
        if (!at.isNow() && claim.source().recordedAt().isAfter(at.at())) {
            throw new NotFound("VEX statement");
        }
        List<VexClaims.Matched> matched = claims.matched(statement, at, VexList.LOOKED, SHOWN + 1);
        model.addAttribute("claim", claim);
        model.addAttribute("names", claims.names(statement));
        model.addAttribute("products", Excerpt.of(claims.products(statement, SHOWN + 1), SHOWN));
        model.addAttribute("matched", Excerpt.of(matched, SHOWN));
        model.addAttribute("ask", claim.isHonourable() && at.isNow() ? ask(claim, matched) : null);
        model.addAttribute("isNow", at.isNow());
        return "findings/vex-statement";
    }

    /** The form with what it is about filled in; null: it stands for nothing that is open. */
    private static @Nullable String ask(VexClaim claim, List<VexClaims.Matched> matched) {
        List<VexClaims.Matched> standing =
                matched.stream().filter(one -> one.fallenAt() == null).toList();
        return standing.isEmpty()
                ? null
                : ask(
                        claim,
                        standing.getFirst().vulnerability(),
                        standing.getFirst().target());
    }

    static String ask(VexClaim claim, String vulnerability, UUID target) {
        return Address.of("/exceptions/new")
                .with("vulnerabilities", vulnerability)
                .with("place", "target:" + target)
                .with("kind", "NOT_AFFECTED")
                .with("justification", claim.reasons().justification())
                .with("statement", claim.id())
                .text();
    }

    private static Cursor cursor(VexList.Row last) {
        return new Cursor(last.claim().source().recordedAt(), last.claim().id());
    }

    private static List<Choice> statuses() {
        List<Choice> statuses = new ArrayList<>();
        statuses.add(new Choice("", "any"));
        VexQuestion.STATUSES.forEach(status -> statuses.add(new Choice(status, status.replace('_', ' '))));
        return statuses;
    }

    private static List<@Nullable Object> cells(VexList.Row row, AsOf asOf) {
        VexClaim claim = row.claim();
        VexClaim.Source source = claim.source();
        return Arrays.asList(
                claim.id(),
                claim.vulnerability(),
                claim.status(),
                claim.reasons().justification(),
                claim.reasons().impact(),
                claim.reasons().action(),
                row.product(),
                row.products(),
                row.looked(),
                row.open(),
                source.author(),
                source.role(),
                source.document(),
                source.version(),
                source.statedAt(),
                source.recordedAt(),
                source.entry(),
                source.submission(),
                asOf.at());
    }
}
