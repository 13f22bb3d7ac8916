package io.exhibit.packs.pdf;

import java.util.Locale;

/** The few colours of the page; each has a word or a shape beside it that says the same. */
enum Ink {
    PLAIN(0x1b1f24),
    SOFT(0x5b6470),
    ACCENT(0x1f4e79),
    LATE(0xa8261c),
    SOON(0x8a5a00),
    OK(0x1d6b4f),
    UNKNOWN(0x6a5c8c),
    RULE(0xcfcac0),
    HAIR(0xe4e1da),
    SHADE(0xf4f2ed),
    SOON_TINT(0xfbf0d9),
    DRAFT(0xecd9c6);

    private final int rgb;

    Ink(int rgb) {
        this.rgb = rgb;
    }

    float red() {
        return (rgb >> 16 & 0xff) / 255f;
    }

    float green() {
        return (rgb >> 8 & 0xff) / 255f;
    }

    float blue() {
        return (rgb & 0xff) / 255f;
    }

    /** The colour a state is printed in; a word that means nothing here is printed plain. */
    static Ink of(String state) {
        return switch (state.toUpperCase(Locale.ROOT).replace(' ', '_')) {
            case "NOT_SATISFIED", "VIOLATED", "LATE", "OVERDUE", "QUARANTINED", "FAILED" -> LATE;
            case "SOON", "OPEN" -> SOON;
            case "SATISFIED", "IN_TIME", "CLOSED" -> OK;
            case "SATISFIED_COMPENSATED", "COMPENSATED" -> ACCENT;
            case "INSUFFICIENT_EVIDENCE", "INSUFFICIENT", "NOT_EVALUATED", "NOT_PROVEN", "UNKNOWN", "RECEIVED" ->
                UNKNOWN;
            default -> PLAIN;
        };
    }
}
