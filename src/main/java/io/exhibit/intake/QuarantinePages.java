package io.exhibit.intake;

import io.exhibit.kernel.Address;
import io.exhibit.kernel.AsOf;
import io.exhibit.kernel.Choice;
import io.exhibit.kernel.Cursor;
import io.exhibit.kernel.Excerpt;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** What could not be read: how much, why, for how long, and whether a newer reader is there. */
@Controller
class QuarantinePages {

    private static final int ROOM = 50;
    private static final List<Choice> SHOWN =
            List.of(new Choice("", "in quarantine"), new Choice("dismissed", "dismissed by two people"));
    private static final List<Choice> ORDERS =
            List.of(new Choice("", "the latest first"), new Choice("oldest", "the oldest first"));

    private final SubmissionList list;
    private final QuarantineReading reading;
    private final ReadersInUse readers;
    private final Clock clock;

    QuarantinePages(SubmissionList list, QuarantineReading reading, ReadersInUse readers, Clock clock) {
        this.list = list;
        this.reading = reading;
        this.readers = readers;
        this.clock = clock;
    }

    /** What is asked, as it came. */
    record Asked(
            @Nullable String show,
            @Nullable String reason,
            @Nullable String order,
            @Nullable String asOf,
            @Nullable String cursor) {

        Address address() {
            return Address.of("/quarantine")
                    .with("show", show)
                    .with("reason", reason)
                    .with("order", order)
                    .with("asOf", asOf);
        }

        SubmissionList.Unread question(Instant at) {
            return new SubmissionList.Unread(
                    "dismissed".equals(show),
                    reason == null ? "" : reason.strip(),
                    "oldest".equals(order),
                    at,
                    cursor == null || cursor.isBlank() ? null : Cursor.read(cursor));
        }
    }

    /** A document, its age, and what is under way with it. */
    record Line(
            SubmissionLine document,
            long days,
            boolean overdue,
            @Nullable String newer,
            QuarantineReading.@Nullable Standing standing) {}

    /** Documents that can be read again together. */
    record Batch(QuarantineReading.Group group, @Nullable String newer) {}

    @GetMapping("/quarantine")
    String quarantine(Asked asked, Model model) {
        AsOf asOf = AsOf.read(asked.asOf(), clock);
        SubmissionList.Unread question = asked.question(asOf.at());
        Excerpt<SubmissionLine> page = Excerpt.of(list.unread(question, ROOM + 1), ROOM);
        List<Batch> batches = reading.groups(asOf.at()).stream()
                .map(group -> new Batch(group, readers.newer(group.kind(), group.reader())))
                .toList();
        model.addAttribute("asked", asked);
        model.addAttribute("shown", SHOWN);
        model.addAttribute("orders", ORDERS);
        model.addAttribute("figures", reading.figures(asOf.at()));
        model.addAttribute("batches", batches);
        model.addAttribute("page", page);
        model.addAttribute("lines", lines(page.rows(), asOf.at()));
        model.addAttribute("most", Quarantine.MOST);
        model.addAttribute("mayAct", asOf.isNow());
        model.addAttribute(
                "first", question.after() == null ? null : asked.address().text());
        model.addAttribute("next", page.more() ? next(asked, page.last()) : null);
        return "intake/quarantine";
    }

    private List<Line> lines(List<SubmissionLine> page, Instant now) {
        var standing = reading.standing(page.stream().map(SubmissionLine::id).toList());
        Instant overdue = WorkingDays.before(now, QuarantineReading.PATIENCE);
        return page.stream()
                .map(line -> new Line(
                        line,
                        Math.max(0, Duration.between(line.receivedAt(), now).toDays()),
                        line.receivedAt().isBefore(overdue) && line.outcome().isOpen(),
                        readers.newer(line),
                        standing.get(line.id())))
                .toList();
    }

    private static String next(Asked asked, SubmissionLine last) {
        return asked.address()
                .with("cursor", new Cursor(last.receivedAt(), last.id()).text())
                .text();
    }
}
