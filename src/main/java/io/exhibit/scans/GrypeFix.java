package io.exhibit.scans;

import io.exhibit.intake.Json;
import io.exhibit.intake.Unreadable;
import io.exhibit.kernel.Text;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;

/** What Grype says of a fix: in which versions, whether there will be one, and since when which source had it. */
final class GrypeFix {

    private static final int LONGEST_KIND = 40;

    /** Of the same day, one that is no estimate. */
    private static final Comparator<Observation.FixDate> EARLIER = Comparator.comparing(Observation.FixDate::at)
            .thenComparing(date -> date.kind().startsWith("first-observed"))
            .thenComparing(Observation.FixDate::kind);

    private final JsonParser parser;
    private final Set<String> versions = new LinkedHashSet<>();
    private String state = "";
    private Observation.@Nullable FixDate earliest;

    GrypeFix(JsonParser parser) {
        this.parser = parser;
    }

    void read() throws Unreadable {
        Json.object(parser, "A fix", name -> {
            switch (name) {
                case "versions" -> Json.array(parser, name, this::version);
                case "state" -> state = Json.textOr(parser, "");
                case "available" -> Json.array(parser, name, this::available);
                default -> parser.skipChildren();
            }
        });
    }

    private void version() {
        String version = Json.textOr(parser, "");
        if (!version.isBlank()) {
            versions.add(version.strip());
        }
    }

    private void available() throws Unreadable {
        @Nullable String[] said = {null, ""};
        Json.object(parser, "An available fix", name -> {
            switch (name) {
                case "date" -> said[0] = Json.text(parser);
                case "kind" -> said[1] = Json.textOr(parser, "");
                default -> parser.skipChildren();
            }
        });
        Instant at = day(said[0]);
        if (at != null) {
            String kind = said[1] == null || said[1].isBlank() ? "first-observed" : said[1].strip();
            Observation.FixDate date =
                    new Observation.FixDate(at, kind.substring(0, Math.min(kind.length(), LONGEST_KIND)));
            earliest = earliest == null || EARLIER.compare(date, earliest) < 0 ? date : earliest;
        }
    }

    /** A day, from its first moment, or a time; what lies before 1990 is a date that somebody left empty. */
    private static @Nullable Instant day(@Nullable String text) {
        return text == null
                ? null
                : Text.time(text.strip().length() == "2000-01-01".length() ? text.strip() + "T00:00:00Z" : text);
    }

    @Nullable
    String versions() {
        return versions.isEmpty() ? null : String.join(", ", versions);
    }

    /** The earliest; only of a fix whose version is said. */
    Observation.@Nullable FixDate date() {
        return versions.isEmpty() ? null : earliest;
    }

    /** By Trivy's words. */
    @Nullable
    String status() {
        return switch (state) {
            case "fixed" -> "fixed";
            case "not-fixed" -> "affected";
            case "wont-fix" -> "will_not_fix";
            default -> null;
        };
    }
}
