package io.exhibit.alerts;

import io.exhibit.kernel.Visible;
import io.exhibit.kernel.Written;
import java.time.Instant;
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
        String handled,
        @Nullable String systemCode,
        String systemName,
        String place,
        String image) {

    static AlertLine of(AlertRow row, String className) {
        return new AlertLine(
                row.id().toString(),
                row.recordedAt(),
                row.occurredAt(),
                ClockNote.word(row.occurredAt(), row.recordedAt()),
                ClockNote.of(row.occurredAt(), row.recordedAt()).orElse(""),
                row.priority().word(),
                urgency(row.priority()),
                Visible.line(row.rule()),
                className,
                row.state().word(),
                row.state().badge(),
                handled(row),
                row.systemCode(),
                Visible.line(row.systemName()),
                place(row),
                image(row));
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

    static String place(AlertRow row) {
        String workload = joined(row.cluster(), row.namespace(), row.pod());
        return workload.isEmpty() ? Visible.line(row.hostname()) : workload;
    }

    static String image(AlertRow row) {
        String tag = row.imageTag().isEmpty() ? "" : ":" + row.imageTag();
        return Visible.line(row.imageRepository() + tag);
    }

    private static String joined(String... parts) {
        return Stream.of(parts)
                .filter(part -> !part.isEmpty())
                .map(Visible::line)
                .collect(Collectors.joining(" / "));
    }

    private static String handled(AlertRow row) {
        Disposition disposition = row.disposition();
        if (disposition != null) {
            return disposition.title() + ", " + row.closedBy() + ", " + Written.minute(row.closedAt());
        }
        return row.acknowledgedAt() == null ? "" : row.acknowledgedBy() + ", " + Written.minute(row.acknowledgedAt());
    }
}
