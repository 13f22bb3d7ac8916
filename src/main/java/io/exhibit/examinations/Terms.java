package io.exhibit.examinations;

import io.exhibit.estate.Scope;
import io.exhibit.kernel.InvalidRequest;
import io.exhibit.kernel.Period;
import io.exhibit.kernel.Text;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/** What a mandate says: for whom, on whose authority, which frameworks and parts of the estate, over which days, and in force on which. Days are all in. */
public record Terms(
        UUID examiner, String authority, List<String> frameworks, List<String> scopes, Days examined, Days inForce) {

    private static final int LONGEST = 300;
    private static final int MOST = 200;

    /** From a day to a day, both in it. */
    public record Days(LocalDate from, LocalDate to) {

        public Days {
            if (to.isBefore(from) || from.getYear() < 1990 || to.getYear() >= 2100) {
                throw new InvalidRequest("The last day is not before the first, and both lie between 1990 and 2100.");
            }
        }

        public boolean contains(LocalDate day) {
            return !day.isBefore(from) && !day.isAfter(to);
        }

        /** 2026-01-01 to 2026-06-30. */
        public String words() {
            return from + " to " + to;
        }

        Period period() {
            return new Period(
                    from.atStartOfDay(ZoneOffset.UTC).toInstant(),
                    to.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant());
        }

        private Map<String, String> detail() {
            Map<String, String> detail = new LinkedHashMap<>();
            detail.put("from", from.toString());
            detail.put("to", to.toString());
            return detail;
        }

        private static Days of(JsonNode detail) {
            return new Days(
                    LocalDate.parse(detail.get("from").asString()),
                    LocalDate.parse(detail.get("to").asString()));
        }
    }

    public Terms {
        authority = Text.clean(authority, LONGEST).strip();
        if (authority.isEmpty()) {
            throw new InvalidRequest("Say whose examination it is, and by which letter or contract.");
        }
        frameworks = frameworks.stream().distinct().sorted().toList();
        // All covers every part: naming others beside it would read as if it did not.
        scopes = scopes.contains(Scope.ALL.text())
                ? List.of(Scope.ALL.text())
                : scopes.stream()
                        .map(scope -> Scope.parse(scope).text())
                        .distinct()
                        .sorted()
                        .toList();
        if (frameworks.isEmpty() || scopes.isEmpty() || scopes.size() > MOST) {
            throw new InvalidRequest(
                    "A mandate names a framework, and all of the estate or parts of it (at most " + MOST + ").");
        }
    }

    static Terms of(JsonNode detail) {
        return new Terms(
                UUID.fromString(detail.get("examiner").asString()),
                detail.get("authority").asString(),
                texts(detail.get("frameworks")),
                texts(detail.get("scopes")),
                Days.of(detail.get("examined")),
                Days.of(detail.get("inForce")));
    }

    Map<String, Object> detail() {
        Map<String, Object> detail = new LinkedHashMap<>();
        detail.put("examiner", examiner.toString());
        detail.put("authority", authority);
        detail.put("frameworks", frameworks);
        detail.put("scopes", scopes);
        detail.put("examined", examined.detail());
        detail.put("inForce", inForce.detail());
        return detail;
    }

    /** Pages in that scope may be looked at. */
    boolean covers(String scope) {
        return scopes.contains(Scope.ALL.text()) || scopes.contains(scope);
    }

    /** A pack of that is within what is examined. */
    boolean covers(String framework, String scope, Period period) {
        Period whole = examined.period();
        return frameworks.contains(framework)
                && covers(scope)
                && !period.from().isBefore(whole.from())
                && !period.to().isAfter(whole.to());
    }

    private static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asString)
                .toList();
    }
}
