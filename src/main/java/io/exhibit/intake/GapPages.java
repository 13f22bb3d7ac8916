package io.exhibit.intake;

import io.exhibit.kernel.Address;
import io.exhibit.kernel.AsOf;
import io.exhibit.kernel.Cursor;
import io.exhibit.kernel.Excerpt;
import io.exhibit.kernel.Written;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** What senders numbered and did not bring. */
@Controller
class GapPages {

    private static final int ROOM = 50;

    private final GapList list;
    private final Clock clock;

    GapPages(GapList list, Clock clock) {
        this.list = list;
        this.clock = clock;
    }

    /** What is asked, as it came. */
    record Asked(@Nullable String asOf, @Nullable String cursor) {

        Address address() {
            return Address.of("/submissions/gaps").with("asOf", asOf);
        }
    }

    /** A gap and its age. */
    record Line(GapList.Gap gap, String age, boolean lasting) {}

    @GetMapping("/submissions/gaps")
    String gaps(Asked asked, Model model) {
        AsOf asOf = AsOf.read(asked.asOf(), clock);
        String cursor = asked.cursor();
        Cursor after = cursor == null || cursor.isBlank() ? null : Cursor.read(cursor);
        Excerpt<GapList.Gap> page = Excerpt.of(list.page(new GapList.Question(null, asOf.at(), after), ROOM + 1), ROOM);
        model.addAttribute("asked", asked);
        model.addAttribute("words", asOf.words());
        model.addAttribute("figures", list.figures(asOf.at()));
        model.addAttribute("patience", GapEntries.PATIENCE.toMinutes());
        model.addAttribute("lines", lines(page.rows(), asOf.at()));
        model.addAttribute("first", after == null ? null : asked.address().text());
        model.addAttribute(
                "next",
                page.more()
                        ? asked.address()
                                .with("cursor", page.last().cursor().text())
                                .text()
                        : null);
        return "intake/gaps";
    }

    private static List<Line> lines(List<GapList.Gap> gaps, Instant now) {
        return gaps.stream()
                .map(gap -> {
                    Duration age = Duration.between(gap.foundAt(), now);
                    return new Line(gap, age(age), age.compareTo(GapEntries.PATIENCE) > 0);
                })
                .toList();
    }

    private static String age(Duration age) {
        if (age.toDays() > 0) {
            return Written.count(age.toDays(), "day", "days");
        }
        return age.toHours() > 0
                ? Written.count(age.toHours(), "hour", "hours")
                : Written.count(Math.max(0, age.toMinutes()), "minute", "minutes");
    }
}
