package io.exhibit.findings;

import io.exhibit.kernel.Written;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * That people let a finding stand for a time, or brought its deadline before somebody. Neither moves a deadline; which rules take it into
 * account, the controls say.
 *
 * @param what the kind of the exception, or of the one that compensates, or the level that it was escalated to, as the tables have it
 * @param until when the exception ended or will, or by when it was planned to be gone, as known at the time of the question
 */
public record TimelineDecision(Kind kind, String what, Instant from, Instant until) {

    private static final TypeReference<List<TimelineDecision>> SEVERAL = new TypeReference<>() {};

    /** What people can decide about a finding that is open. */
    public enum Kind {
        EXCEPTION("exception in force"),
        COMPENSATED("satisfied, compensated (PCI DSS)"),
        ESCALATION("escalated");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }

    static List<TimelineDecision> read(ResultSet row) throws SQLException {
        String told = row.getString("decisions");
        return told == null ? List.of() : JsonMapper.shared().readValue(told, SEVERAL);
    }

    /** The whole of it in one sentence, for hover, focus and screen readers. */
    public String sentence() {
        return switch (kind) {
            case EXCEPTION ->
                "exception, " + what.toLowerCase(Locale.ROOT).replace('_', ' ') + ": " + Written.day(from) + " to "
                        + ExceptionRow.day(until);
            case COMPENSATED ->
                "satisfied, compensated (PCI DSS), by what an assessor accepted: " + Written.day(from) + " to "
                        + ExceptionRow.day(until);
            case ESCALATION ->
                "escalated to " + EscalationLevel.valueOf(what).words() + ": " + Written.day(from)
                        + ", planned to be gone by " + ExceptionRow.day(until);
        };
    }

    static @Nullable String sentences(List<TimelineDecision> decisions, Kind kind) {
        List<String> sentences = decisions.stream()
                .filter(decision -> decision.kind() == kind)
                .map(TimelineDecision::sentence)
                .toList();
        return sentences.isEmpty() ? null : String.join("; ", sentences);
    }
}
