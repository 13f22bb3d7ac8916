package io.exhibit.alerts;

import io.exhibit.kernel.Visible;
import io.exhibit.kernel.Written;
import java.time.Instant;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One line of the list as people read it; foreign text is made visible here, once. */
record AlertLine(
        String id,
        Instant recordedAt,
        @Nullable Instant occurredAt,
        String clockWord,
        String clockNote,
        String priority,
        @Nullable String urgency,
        String rule,
        String alertClass,
        String state,
        String stateBadge,
        boolean handleable,
        String handled,
        @Nullable String systemCode,
        String systemName,
        String place,
        String image) {

    private static final int NAME = 44;
    private static final int IMAGE = 80;
    private static final int RULE = 120;

    static AlertLine of(AlertRow row, String className) {
        return new AlertLine(
                row.id().toString(),
                row.recordedAt(),
                row.occurredAt(),
                ClockNote.word(row.occurredAt(), row.recordedAt()),
                ClockNote.of(row.occurredAt(), row.recordedAt()).orElse(""),
                row.priority().word(),
                urgency(row.priority()),
                brief(row.rule(), RULE),
                className,
                row.state().word(),
                row.state().badge(),
                row.state() == AlertState.OPEN || row.state() == AlertState.ACKNOWLEDGED,
                handled(row),
                row.systemCode(),
                Visible.line(row.systemName()),
                place(row, AlertLine::brief),
                brief(image(row), IMAGE));
    }

    /** The colour of a priority; null: none. */
    static @Nullable String urgency(Priority priority) {
        return switch (priority) {
            case EMERGENCY, ALERT, CRITICAL -> "late";
            case ERROR, WARNING -> "soon";
            case UNKNOWN -> "unknown";
            case NOTICE, INFORMATIONAL, DEBUG -> null;
        };
    }

    /** Where it happened, from the outside in; the node where nothing better is known. */
    static String place(AlertRow row, UnaryOperator<String> shown) {
        String workload = Stream.of(row.cluster(), row.namespace(), row.pod())
                .filter(part -> !part.isEmpty())
                .map(shown)
                .collect(Collectors.joining(" / "));
        return workload.isEmpty() ? shown.apply(row.hostname()) : workload;
    }

    static String image(AlertRow row) {
        String tag = row.imageTag().isEmpty() ? "" : ":" + row.imageTag();
        return Visible.line(row.imageRepository() + tag);
    }

    private static String brief(String name) {
        return brief(name, NAME);
    }

    /** A list must stay a list, whatever a workload calls itself; the page of the alert has all of it. */
    private static String brief(String text, int longest) {
        String shown = Visible.line(text);
        int half = longest / 2;
        return shown.length() <= longest
                ? shown
                : shown.substring(0, half) + "…" + shown.substring(shown.length() - half);
    }

    private static String handled(AlertRow row) {
        Disposition disposition = row.disposition();
        if (disposition != null) {
            return disposition.title() + ", " + row.closedBy() + ", " + Written.minute(row.closedAt());
        }
        return row.acknowledgedAt() == null ? "" : row.acknowledgedBy() + ", " + Written.minute(row.acknowledgedAt());
    }
}
