package io.exhibit.dashboard;

import io.exhibit.findings.Figures;
import io.exhibit.kernel.AsOf;
import io.exhibit.kernel.Csv;
import io.exhibit.kernel.Cursor;
import io.exhibit.kernel.Excerpt;
import io.exhibit.kernel.Written;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** What ran where, what runs unscanned, what was scanned and never ran, and which clusters have gone silent; each also as a file. */
@Controller
class DeploymentPages {

    private static final int ROOM = 50;

    private final DeploymentList list;
    private final NeverRun neverRun;
    private final ClusterList clusters;
    private final ClusterSilence silence;
    private final Figures figures;
    private final Clock clock;

    DeploymentPages(
            DeploymentList list,
            NeverRun neverRun,
            ClusterList clusters,
            ClusterSilence silence,
            Figures figures,
            Clock clock) {
        this.figures = figures;
        this.list = list;
        this.neverRun = neverRun;
        this.clusters = clusters;
        this.silence = silence;
        this.clock = clock;
    }

    /** A cluster with how it stands. */
    record Cluster(ClusterLine line, ClusterLine.Standing standing) {}

    @GetMapping("/deployments")
    String deployments(DeploymentQuestion.Asked asked, Model model, HttpServletRequest request) {
        DeploymentQuestion question = DeploymentQuestion.of(asked, clock);
        Excerpt<DeploymentLine> page = Excerpt.of(list.page(question, ROOM + 1), ROOM);
        model.addAttribute("question", question);
        Figures.Counted<DeploymentList.Counts> counted = counted(question);
        model.addAttribute("counts", counted.answer());
        model.addAttribute("countedAt", counted.at());
        model.addAttribute("shows", DeploymentQuestion.Show.choices());
        model.addAttribute("page", page);
        model.addAttribute(
                "shown", Written.count(page.size(), "interval", "intervals") + " on this page, the newest first.");
        go(model, question, "/deployments", page.more() ? cursor(page.last()) : null);
        model.addAttribute("host", host(request));
        return "dashboard/deployments";
    }

    /** Kept, unless it is about words that somebody typed: each of those would be counted again for hours. */
    private Figures.Counted<DeploymentList.Counts> counted(DeploymentQuestion question) {
        return question.search().isEmpty()
                ? figures.of(
                        "deployments",
                        question.scope() + " " + question.cluster(),
                        question.asOf(),
                        DeploymentList.Counts.class,
                        then -> list.counts(question.at(then)))
                : new Figures.Counted<>(list.counts(question), null);
    }

    @GetMapping("/deployments/never-run")
    String neverRun(DeploymentQuestion.Asked asked, Model model) {
        DeploymentQuestion question = DeploymentQuestion.of(asked, clock);
        Excerpt<NeverRun.Line> page = Excerpt.of(neverRun.page(question, ROOM + 1), ROOM);
        model.addAttribute("question", question);
        model.addAttribute("page", page);
        model.addAttribute(
                "shown",
                Written.count(page.size(), "image", "images") + " on this page, those first seen last on top.");
        go(model, question, "/deployments/never-run", page.more() ? page.last().cursor() : null);
        return "dashboard/never-run";
    }

    @GetMapping("/clusters")
    String clusters(
            @RequestParam(required = false) @Nullable String asOf,
            @RequestParam(required = false) @Nullable String show,
            Model model,
            HttpServletRequest request) {
        AsOf at = AsOf.read(asOf, clock);
        List<Cluster> all = clusters(at);
        boolean silent = "silent".equals(show);
        model.addAttribute("silent", silent);
        model.addAttribute(
                "all",
                all.stream().filter(each -> !silent || isSilent(each, at)).toList());
        model.addAttribute(
                "silentOnes", all.stream().filter(each -> isSilent(each, at)).count());
        model.addAttribute("known", all.size());
        model.addAttribute(
                "declared",
                all.stream().filter(each -> each.line().declared() != null).count());
        model.addAttribute("hours", silence.silentAfter().toHours());
        model.addAttribute("host", host(request));
        return "dashboard/clusters";
    }

    @GetMapping("/deployments.csv")
    void deployments(DeploymentQuestion.Asked asked, HttpServletResponse response) throws IOException {
        DeploymentQuestion question = DeploymentQuestion.of(asked, clock);
        Csv lines = DeploymentFiles.deployments(response);
        list.each(
                question,
                line -> DeploymentFiles.write(lines, line, question.asOf().at()));
    }

    @GetMapping("/deployments/never-run.csv")
    void neverRun(DeploymentQuestion.Asked asked, HttpServletResponse response) throws IOException {
        DeploymentQuestion question = DeploymentQuestion.of(asked, clock);
        Csv lines = DeploymentFiles.neverRun(response);
        neverRun.each(
                question,
                line -> DeploymentFiles.write(lines, line, question.asOf().at()));
    }

    @GetMapping("/clusters.csv")
    void clusters(@RequestParam(required = false) @Nullable String asOf, HttpServletResponse response)
            throws IOException {
        AsOf at = AsOf.read(asOf, clock);
        Csv lines = DeploymentFiles.clusters(response);
        clusters(at).forEach(each -> DeploymentFiles.write(lines, each, at.at()));
    }

    private List<Cluster> clusters(AsOf at) {
        return clusters.all(at.at()).stream()
                .map(line -> new Cluster(line, line.standing(at.at(), silence.silentAfter())))
                .toList();
    }

    private boolean isSilent(Cluster cluster, AsOf at) {
        return cluster.line().isSilent(at.at(), silence.silentAfter());
    }

    private static void go(Model model, DeploymentQuestion question, String path, @Nullable Cursor next) {
        model.addAttribute(
                "first", question.after() == null ? null : question.at(path).text());
        model.addAttribute(
                "next",
                next == null
                        ? null
                        : question.at(path).with("cursor", next.text()).text());
        model.addAttribute("csv", question.at(path + ".csv").text());
    }

    private static Cursor cursor(DeploymentLine last) {
        return new Cursor(last.span().openedAt(), last.id());
    }

    private static String host(HttpServletRequest request) {
        return ServletUriComponentsBuilder.fromContextPath(request).build().toUriString();
    }
}
