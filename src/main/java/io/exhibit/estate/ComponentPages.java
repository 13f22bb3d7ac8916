package io.exhibit.estate;

import io.exhibit.access.Callers;
import io.exhibit.access.CsvFile;
import io.exhibit.kernel.Address;
import io.exhibit.kernel.Csv;
import io.exhibit.kernel.InvalidRequest;
import io.exhibit.kernel.Period;
import io.exhibit.kernel.Text;
import io.exhibit.ledger.ActivityTrail;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** "Where did we run it, and when?": a component, a version, and the days from one to another, UTC, both included. */
@Controller
class ComponentPages {

    private static final int ROOM = 200;
    private static final int USUAL_DAYS = 30;
    private static final LocalDate EARLIEST = LocalDate.of(1970, 1, 1);
    private static final LocalDate LATEST = LocalDate.of(2200, 1, 1);
    private static final List<String> HEAD = List.of(
            "component",
            "version",
            "purl",
            "image",
            "tag",
            "digest",
            "environment",
            "cluster",
            "namespace",
            "workload",
            "system",
            "ran_from",
            "ran_to",
            "asked_from",
            "asked_to");

    private final ComponentSearch search;
    private final ActivityTrail activity;
    private final Clock clock;

    ComponentPages(ComponentSearch search, ActivityTrail activity, Clock clock) {
        this.search = search;
        this.activity = activity;
        this.clock = clock;
    }

    /** What is asked, as it came. */
    record Asked(
            @Nullable String name,
            @Nullable String version,
            @Nullable String from,
            @Nullable String to,
            @Nullable String scope) {

        private static String plain(@Nullable String text) {
            return text == null ? "" : Text.clean(text, 300).strip();
        }

        boolean isAsked() {
            return !plain(name).isEmpty();
        }

        ComponentSearch.Question question(LocalDate today) {
            LocalDate last = day("to", to, today);
            LocalDate first = day("from", from, last.minusDays(USUAL_DAYS - 1));
            if (first.isAfter(last)) {
                throw new InvalidRequest("The first day is after the last.");
            }
            String wanted = plain(name).toLowerCase(Locale.ROOT);
            if (wanted.replace("*", "").length() < 2) {
                throw new InvalidRequest("A name has at least two characters beside *.");
            }
            Period period = new Period(
                    first.atStartOfDay(ZoneOffset.UTC).toInstant(),
                    last.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant());
            return new ComponentSearch.Question(wanted, plain(version), period, Scope.parse(plain(scope)));
        }

        private static LocalDate day(String name, @Nullable String text, LocalDate usual) {
            try {
                LocalDate day = plain(text).isEmpty() ? usual : LocalDate.parse(plain(text));
                if (!day.isBefore(EARLIEST) && day.isBefore(LATEST)) {
                    return day;
                }
            } catch (DateTimeParseException unreadable) {
                // Told below.
            }
            throw new InvalidRequest(name + " is a day between 1970 and 2200, written 2026-11-21.");
        }
    }

    @GetMapping("/components")
    String components(Asked asked, Model model) {
        LocalDate today = today();
        model.addAttribute("asked", asked);
        if (asked.isAsked()) {
            ComponentSearch.Question question = asked.question(today);
            model.addAttribute("question", question);
            ComponentSearch.Answer answer = search.answer(question, ROOM);
            model.addAttribute("figures", answer.figures());
            model.addAttribute("uses", answer.uses());
            model.addAttribute("coverage", search.coverage(question));
            model.addAttribute("csv", file(asked, question).text());
            model.addAttribute("from", first(question).toString());
            model.addAttribute("to", last(question).toString());
        } else {
            model.addAttribute("from", today.minusDays(USUAL_DAYS - 1).toString());
            model.addAttribute("to", today.toString());
        }
        return "estate/components";
    }

    @GetMapping("/components.csv")
    void csv(Asked asked, HttpServletResponse response) throws IOException {
        ComponentSearch.Question question = asked.question(today());
        activity.record(
                Callers.current(),
                "components.exported",
                "uses of " + question.name() + " " + question.version() + " in scope "
                        + question.scope().text());
        Csv csv = CsvFile.begin(response, "exhibit-component-use", HEAD);
        search.each(question, use -> csv.line(cells(use, question)));
        csv.flush();
    }

    private static List<@Nullable Object> cells(ComponentSearch.Use use, ComponentSearch.Question question) {
        return Arrays.asList(
                use.component().name(),
                use.component().version(),
                use.component().purl(),
                use.reference().repository(),
                use.reference().tag(),
                use.reference().digest(),
                use.place().environment(),
                use.place().cluster(),
                use.place().namespace(),
                use.place().workload(),
                use.system(),
                use.from(),
                use.to(),
                first(question),
                last(question));
    }

    private static Address file(Asked asked, ComponentSearch.Question question) {
        return Address.of("/components.csv")
                .with("name", question.name())
                .with("version", question.version())
                .with("from", first(question))
                .with("to", last(question))
                .with("scope", Asked.plain(asked.scope()));
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    private static LocalDate first(ComponentSearch.Question question) {
        return LocalDate.ofInstant(question.period().from(), ZoneOffset.UTC);
    }

    private static LocalDate last(ComponentSearch.Question question) {
        return LocalDate.ofInstant(question.period().to(), ZoneOffset.UTC).minusDays(1);
    }
}
