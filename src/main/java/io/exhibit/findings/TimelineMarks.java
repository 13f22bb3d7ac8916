package io.exhibit.findings;

import io.exhibit.findings.TimelineMoment.Kind;

/** The shape of each date: told apart without colour, and hollow and dashed where the date is an estimate. */
final class TimelineMarks {

    private TimelineMarks() {}

    static void draw(Pen pen, Kind kind, boolean estimated) {
        switch (kind) {
            case DISCLOSED -> pen.shape("circle", estimated ? Ink.ESTIMATED : Ink.HOLLOW, "r", 5.5);
            case FIX_RELEASED -> pen.shape("path", estimated ? Ink.ESTIMATED : Ink.SOLID, "d", "M0-6L6 0L0 6L-6 0Z");
            case FIRST_DETECTED -> pen.shape("circle", estimated ? Ink.ESTIMATED : Ink.SOLID, "r", 5);
            case FIXED_IMAGE_BUILT ->
                pen.shape("rect", estimated ? Ink.ESTIMATED : Ink.HOLLOW, "x", -5, "y", -5, "width", 10, "height", 10);
            case LAST_REPLICA_GONE -> tick(pen, estimated);
        }
    }

    static void draw(Pen pen, TimelineDecision.Kind kind) {
        switch (kind) {
            case EXCEPTION -> pen.shape("line", Ink.EXCEPTED, "x1", 0, "y1", -4, "x2", 0, "y2", 4);
            case COMPENSATED -> pen.shape("path", Ink.COMPENSATED, "d", "M-3-3H3V3H-3Z");
            case ESCALATION -> pen.shape("path", Ink.ESCALATED, "d", "M0 5V-7L8-4L0-1");
        }
    }

    static void earlier(Pen pen) {
        pen.shape("path", Ink.BEYOND, "d", "M7-5L2 0L7 5");
    }

    static void later(Pen pen) {
        pen.shape("path", Ink.BEYOND, "d", "M-7-5L-2 0L-7 5");
    }

    private static void tick(Pen pen, boolean estimated) {
        pen.shape("path", Ink.TICK_HALO, "d", "M-5 0L-1.5 4L5.5-5");
        pen.shape("path", estimated ? Ink.TICK_ESTIMATED : Ink.TICK, "d", "M-5 0L-1.5 4L5.5-5");
    }
}
