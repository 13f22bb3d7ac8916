package io.exhibit.packs;

import io.exhibit.kernel.Visible;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A column of a register: its name in the files, what it means, what it holds, and how it is printed. A column of share 0 is not
 * printed; absent is what paper says where there is no value.
 */
record Column(String name, String meaning, Kind kind, String label, float share, String absent) {

    /** What a column holds; numbers are numbers in JSON, times are UTC with Z everywhere. DAY is a time of which paper shows the day. */
    enum Kind {
        KEY,
        TEXT,
        STRONG,
        NUMBER,
        TIME,
        DAY,
        STATE,
        DIGEST
    }

    Column(String name, Kind kind, String meaning) {
        this(name, meaning, kind, name, 0, "");
    }

    Column printed(String label, double share) {
        return printed(label, share, "unknown");
    }

    Column printed(String label, double share, String absent) {
        return new Column(name, meaning, kind, label, (float) share, absent);
    }

    boolean isTime() {
        return kind == Kind.TIME || kind == Kind.DAY;
    }

    boolean isPrinted() {
        return share > 0;
    }

    /** The value as paper shows it. */
    String paper(@Nullable String value) {
        if (value == null || value.isEmpty()) {
            return absent;
        }
        return switch (kind) {
            case DAY -> value.substring(0, 10);
            case TIME -> value.substring(0, 10) + " " + value.substring(11, 16);
            case STATE -> Visible.line(value).toLowerCase(Locale.ROOT).replace('_', ' ');
            case KEY, TEXT, STRONG, NUMBER, DIGEST -> Visible.line(value);
        };
    }
}
