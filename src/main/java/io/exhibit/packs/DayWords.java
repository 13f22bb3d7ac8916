package io.exhibit.packs;

import io.exhibit.assessment.Strip;
import io.exhibit.kernel.Visible;
import io.exhibit.kernel.Written;
import io.exhibit.packs.ReportText.DayLine;
import io.exhibit.packs.ReportText.DayPart;
import io.exhibit.packs.ReportText.Days;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a control stood day by day, in words, colours and lines. */
final class DayWords {

    private static final int MOST = 12;
    private static final double WIDTH = 660;

    private DayWords() {}

    static Days of(@Nullable Strip strip) {
        if (strip == null) {
            return new Days(
                    "Day by day: no verdicts are kept of it in this scope, so on which days it was effective is unknown.",
                    List.of(),
                    List.of(),
                    "");
        }
        List<Strip.Span> spans = strip.spans();
        int left = spans.size() - MOST;
        return new Days(
                "Day by day, by the worst verdict that was kept on each; each looks at the twelve months before it. "
                        + strip.words(),
                strip.parts(WIDTH, "").stream()
                        .map(part -> new DayPart(part.x(), part.width(), colour(part.day())))
                        .toList(),
                spans.subList(Math.max(0, left), spans.size()).stream()
                        .map(DayWords::line)
                        .toList(),
                left > 0 ? "The last " + MOST + " of " + Written.count(spans.size()) + " spans; the bar has all." : "");
    }

    private static DayLine line(Strip.Span span) {
        return new DayLine(
                span.from().toString(),
                span.to().toString(),
                Written.count(span.days()),
                span.day().words(),
                Visible.line(span.cause()));
    }

    private static String colour(Strip.Day day) {
        return switch (day) {
            case EFFECTIVE -> "#1d6b4f";
            case DEFICIENT -> "#a8261c";
            case UNKNOWN -> "#b9aed3";
            case NOT_APPLICABLE -> "#dcd8d0";
        };
    }
}
