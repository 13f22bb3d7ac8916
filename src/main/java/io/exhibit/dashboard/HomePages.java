package io.exhibit.dashboard;

import io.exhibit.access.Callers;
import io.exhibit.access.Role;
import io.exhibit.controls.ParameterChange;
import io.exhibit.controls.Parameters;
import io.exhibit.dashboard.HomeFigures.Gap;
import io.exhibit.dashboard.HomeFigures.Targets;
import io.exhibit.estate.Scope;
import io.exhibit.findings.BalancePicture;
import io.exhibit.findings.Drawing;
import io.exhibit.findings.Figures;
import io.exhibit.findings.MonthBalance;
import io.exhibit.kernel.Address;
import io.exhibit.kernel.AsOf;
import io.exhibit.kernel.Excerpt;
import io.exhibit.kernel.Written;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** The first page of the morning: what cannot wait, what can be shown to work, what we cannot see. */
@Controller
class HomePages implements Figures.Morning {

    private static final DateTimeFormatter TODAY = DateTimeFormatter.ofPattern("EEEE d MMMM uuuu", Locale.ENGLISH);

    private final HomeStore store;
    private final Figures counts;
    private final HomeControls controls;
    private final Parameters parameters;
    private final ClusterList clusters;
    private final EndingExceptions endings;
    private final Clock clock;

    HomePages(
            HomeStore store,
            Figures counts,
            HomeControls controls,
            Parameters parameters,
            ClusterList clusters,
            EndingExceptions endings,
            Clock clock) {
        this.clusters = clusters;
        this.store = store;
        this.counts = counts;
        this.controls = controls;
        this.parameters = parameters;
        this.endings = endings;
        this.clock = clock;
    }

    @GetMapping("/")
    String home(
            @RequestParam(required = false) @Nullable String scope,
            @RequestParam(required = false) @Nullable String asOf,
            @RequestParam(required = false) @Nullable String known,
            Model model,
            HttpServletRequest request) {
        Scope in = Scope.parse(scope == null ? "" : scope);
        AsOf at = AsOf.read(asOf, known, clock);
        LocalDate day = LocalDate.ofInstant(at.at(), ZoneOffset.UTC);
        Figures.Counted<HomeCounts> counted = counted(in, at);
        model.addAttribute("title", TODAY.format(day));
        model.addAttribute("at", at.at());
        model.addAttribute("figures", figures(in.text(), at, counted.answer(), carried(scope, asOf, known)));
        model.addAttribute("endings", endings(in.text(), at));
        model.addAttribute("proposals", proposals(in.text(), at));
        model.addAttribute("numbers", numbers(at));
        model.addAttribute("countedAt", counted.at());
        model.addAttribute("overview", controls.overview(in, at.at()));
        model.addAttribute("months", counted.answer().months());
        model.addAttribute("balance", balance(counted.answer().months()));
        model.addAttribute(
                "host",
                ServletUriComponentsBuilder.fromContextPath(request).build().toUriString());
        return "dashboard/home";
    }

    @Override
    public void ask() {
        counted(Scope.ALL, AsOf.read(null, clock));
    }

    private Figures.Counted<HomeCounts> counted(Scope in, AsOf at) {
        return counts.of("home", in.text(), at, HomeCounts.class, then -> store.counts(in.text(), then));
    }

    /** Null: nothing was open in these months. */
    private static @Nullable Drawing balance(List<MonthBalance> months) {
        return months.stream().allMatch(MonthBalance::isEmpty) ? null : BalancePicture.onPage(months);
    }

    /** For those who may approve them. */
    private Excerpt<HomeStore.Proposal> proposals(String scope, AsOf at) {
        return Callers.officer()
                .filter(officer -> officer.role() == Role.COMPLIANCE_OFFICER)
                .map(officer -> store.proposals(scope, at, officer.id()))
                .orElse(Excerpt.of(List.of(), 0));
    }

    /** Other values for parameters of checks that such a reader may approve. */
    private List<ParameterChange> numbers(AsOf at) {
        return Callers.officer()
                .filter(officer -> officer.role() == Role.COMPLIANCE_OFFICER)
                .map(officer -> parameters.waiting(at.at(), officer.id()))
                .orElse(List.of());
    }

    /** Exceptions that end in 14 days, and how many of them are about a lower rank; null: none does. */
    private @Nullable String endings(String scope, AsOf at) {
        List<EndingExceptions.Ending> found = endings.within(14, scope, at);
        long lower = found.stream().filter(one -> one.kind().lowers()).count();
        return found.isEmpty()
                ? null
                : Written.count(found.size(), "exception ends", "exceptions end") + " by then"
                        + (lower == 0 ? "" : ", " + Written.count(lower) + " with a lower rank");
    }

    private HomeFigures figures(String scope, AsOf at, HomeCounts counts, Address carried) {
        Duration longest = Duration.ofHours(parameters.at("FFIEC_OCC", at.at()).value("scan_max_gap_hours"));
        Targets targets = store.targets(scope, at, longest);
        return new HomeFigures(
                counts.clocks(),
                counts.worst(),
                store.received(at),
                targets,
                gaps(scope, at, new Seen(targets, longest.toDays(), counts.unranked()), carried));
    }

    /** What the scans of targets tell, after how many days they tell nothing any more, and what has no rank. */
    private record Seen(Targets targets, long days, HomeStore.Since unranked) {}

    private List<Gap> gaps(String scope, AsOf at, Seen seen, Address carried) {
        List<Gap> gaps = new ArrayList<>();
        targetGaps(gaps, seen, carried);
        add(
                gaps,
                "Clusters that are silent",
                silent(at),
                "what runs: what they ran last counts as running on",
                to("/clusters", carried).with("show", "silent"));
        add(
                gaps,
                "Systems whose scope is not confirmed, or was too long ago",
                store.unconfirmed(scope, at),
                "PCI DSS 12.5.2; every check that rests on their scope",
                to("/systems", carried).with("show", "unconfirmed"));
        add(
                gaps,
                "Open findings without a rank",
                seen.unranked(),
                "PCI DSS 6.3.1; no deadline can be told for them",
                to("/findings", carried).with("rank", "NONE"));
        add(
                gaps,
                "Submissions in quarantine: kept, not understood",
                store.quarantined(at),
                "every figure that they would have changed",
                to("/quarantine", carried));
        add(
                gaps,
                "Alerts that nobody has looked at",
                store.unseenAlerts(scope, at),
                "PCI DSS 10.4.1.1; DORA art. 10",
                to("/alerts", carried));
        return gaps;
    }

    private HomeStore.Since silent(AsOf at) {
        List<ClusterLine> lines = clusters.silent(at.at());
        return new HomeStore.Since(
                lines.size(),
                lines.stream()
                        .map(ClusterLine::silentSince)
                        .filter(Objects::nonNull)
                        .min(Comparator.naturalOrder())
                        .orElse(null));
    }

    private static void targetGaps(List<Gap> gaps, Seen seen, Address carried) {
        Targets targets = seen.targets();
        if (targets.unattributed() > 0) {
            gaps.add(new Gap(
                    "Scanned, but attributed to no system",
                    Written.count(targets.unattributed()),
                    null,
                    "owner, scope and every PCI DSS clock",
                    to("/unattributed", carried).text()));
        }
        add(
                gaps,
                "Attributed by rules that contradict each other",
                targets.disputed(),
                "scope: the stricter system counts, and what only the other has does not",
                to("/conflicts", carried));
        if (targets.stale() > 0) {
            gaps.add(new Gap(
                    "Without a conclusive scan for " + Written.count(seen.days(), "day", "days"),
                    Written.count(targets.stale()),
                    targets.stalestAt(),
                    "scan cadence; whether findings there are still open",
                    to("/controls", carried).text()));
        }
        if (targets.inconclusive() > 0) {
            gaps.add(new Gap(
                    "Newest scan failed or proves nothing",
                    Written.count(targets.inconclusive()),
                    null,
                    "nothing closes there until a scan succeeds",
                    "/submissions"));
        }
    }

    private static void add(List<Gap> gaps, String what, HomeStore.Since since, String weakens, Address link) {
        if (since.figure() > 0) {
            String figure = since.figure() > HomeStore.MOST_ALERTS
                    ? "more than " + Written.count(HomeStore.MOST_ALERTS)
                    : Written.count(since.figure());
            gaps.add(new Gap(what, figure, since.since(), weakens, link.text()));
        }
    }

    /** Links go on in the scope and time of this page. */
    private static Address carried(@Nullable String scope, @Nullable String asOf, @Nullable String known) {
        return Address.of("").with("scope", scope).with("asOf", asOf).with("known", known);
    }

    private static Address to(String path, Address carried) {
        return Address.of(path + carried.text());
    }
}
