package io.exhibit.examinations;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A request of an examiner, with what became of it. */
record Wanted(long mandate, long list, Letter.Line said, Instant askedAt, List<Step> steps) {

    /** The kinds of step, each the state that a request is in after it. */
    enum Kind {
        ANSWERED("info", "answered"),
        ACCEPTED("ok", "accepted"),
        FOLLOW_UP("soon", "follow-up");

        private final String tone;
        private final String words;

        Kind(String tone, String words) {
            this.tone = tone;
            this.words = words;
        }

        public String words() {
            return words;
        }
    }

    /** One of them: with a link where it answers, in words where there are any. */
    record Step(long entry, Kind kind, String link, String words, Instant at, String by) {}

    @Nullable
    Kind last() {
        return steps.isEmpty() ? null : steps.getLast().kind();
    }

    public String state() {
        Kind last = last();
        return last == null ? "received" : last.words;
    }

    public String tone(LocalDate today) {
        Kind last = last();
        LocalDate due = said.due();
        boolean late = due != null && due.isBefore(today);
        if (last == null || last == Kind.FOLLOW_UP) {
            return late ? "late" : "soon";
        }
        return last.tone;
    }

    /** The bank may answer it: what is accepted is settled. */
    public boolean isOpen() {
        return last() != Kind.ACCEPTED;
    }

    /** The examiner may say whether that will do. */
    public boolean isAnswered() {
        return last() == Kind.ANSWERED;
    }

    /** The link of the last answer; empty where there is none. */
    public String link() {
        return steps.stream()
                .filter(step -> step.kind() == Kind.ANSWERED)
                .reduce((one, other) -> other)
                .map(Step::link)
                .orElse("");
    }

    /** When it was last that; null: never. */
    @Nullable
    Instant at(Kind kind) {
        return steps.stream()
                .filter(step -> step.kind() == kind)
                .reduce((one, other) -> other)
                .map(Step::at)
                .orElse(null);
    }

    String lastWords() {
        return steps.isEmpty() ? "" : steps.getLast().words();
    }

    public String id() {
        return list + "/" + said.n();
    }

    /** For ids within a page. */
    public String mark() {
        return list + "-" + said.n();
    }
}
