package io.exhibit.findings;

import java.util.LinkedHashMap;
import java.util.Map;

/** What each stroke of a picture means: a class for the screen's style sheet, plain attributes for paper. */
enum Ink {
    RULE("rule", "stroke=#dcd8d0 stroke-width=1"),
    MONTH("month", "stroke=#cfcac0 stroke-width=1"),
    MONTH_NAME("month-name", "fill=#535c68 font-size=10.5"),
    NOW("now", "stroke=#69727d stroke-width=1 stroke-dasharray=2,3"),
    NOW_GROUND("now-ground", "fill=#ffffff"),
    NOW_NAME("now-name", "fill=#1b1f24 font-size=10.5 font-weight=bold"),
    RUNNING("running", "fill=#d3e2f0"),
    UNCLOCKED("unclocked", "fill=none stroke=#6a5c8c stroke-width=1 stroke-dasharray=1,3"),
    AHEAD("ahead", "fill=none stroke=#1f4e79 stroke-width=1 stroke-dasharray=3,2"),
    OVERDUE("overdue", "fill=#f9e3e0 stroke=#a8261c stroke-width=1"),
    HATCH("hatch", "fill=none stroke=#a8261c stroke-width=1.4"),
    DEADLINE("deadline", "stroke=#a8261c stroke-width=2.5"),
    SOLID("solid", "fill=#1b1f24 stroke=#ffffff stroke-width=1"),
    HOLLOW("hollow", "fill=#ffffff stroke=#1b1f24 stroke-width=1.6"),
    ESTIMATED("estimated", "fill=#ffffff stroke=#1b1f24 stroke-width=1.4 stroke-dasharray=2,1.4"),
    TICK("tick", "fill=none stroke=#1d6b4f stroke-width=2.4 stroke-linecap=round stroke-linejoin=round"),
    TICK_HALO("tick-halo", "fill=none stroke=#ffffff stroke-width=5 stroke-linecap=round stroke-linejoin=round"),
    TICK_ESTIMATED("tick estimated", "fill=none stroke=#1d6b4f stroke-width=1.6 stroke-dasharray=2.6,2"),
    EXCEPTED("excepted", "fill=none stroke=#6a5c8c stroke-width=2.5"),
    COMPENSATED("compensated", "fill=none stroke=#1f4e79 stroke-width=2.5"),
    ESCALATED("escalated", "fill=#8a5a00 stroke=#8a5a00 stroke-width=1.4"),
    REACH("reach", "fill=none"),
    BEYOND("beyond", "fill=none stroke=#535c68 stroke-width=1.6"),
    BASE("base", "stroke=#b9b3a8 stroke-width=1"),
    OPENING("opening", "fill=#1f4e79"),
    OPENED("opened", "fill=#b07400"),
    CLOSED("closed", "fill=#1d6b4f"),
    FIGURE("amount", "fill=#535c68 font-size=10.5"),
    NAME("name", "fill=#1b1f24 font-size=10.5"),
    NAME_SOFT("name-soft", "fill=#535c68 font-size=9.5"),
    LATE_WORDS("late-words", "fill=#a8261c font-size=10.5 font-weight=bold"),
    SOON_WORDS("soon-words", "fill=#8a5a00 font-size=10.5 font-weight=bold"),
    OK_WORDS("ok-words", "fill=#1d6b4f font-size=10.5 font-weight=bold"),
    UNKNOWN_WORDS("unknown-words", "fill=#6a5c8c font-size=10.5 font-weight=bold");

    private final String className;
    private final String attributes;

    Ink(String className, String attributes) {
        this.className = className;
        this.attributes = attributes;
    }

    String className() {
        return className;
    }

    Map<String, String> onPaper() {
        var pairs = new LinkedHashMap<String, String>();
        for (String attribute : attributes.split(" ", -1)) {
            int equals = attribute.indexOf('=');
            pairs.put(attribute.substring(0, equals), attribute.substring(equals + 1));
        }
        return pairs;
    }

    static Ink words(TimelineStanding.State state) {
        return switch (state) {
            case LATE, CLOSED_LATE -> LATE_WORDS;
            case SOON -> SOON_WORDS;
            case RUNNING, CLOSED_IN_TIME -> OK_WORDS;
            case NO_CLOCK, CLOSED_NEAR, CLOSED_UNPROVEN -> UNKNOWN_WORDS;
        };
    }
}
