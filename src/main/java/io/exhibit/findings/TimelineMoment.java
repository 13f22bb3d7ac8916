package io.exhibit.findings;

import io.exhibit.kernel.Visible;
import io.exhibit.kernel.Written;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One date in the life of a finding, with where we have it from; an unknown date has no instant and says why. */
public record TimelineMoment(Kind kind, @Nullable Instant at, String source, boolean estimated) {

    /** The dates that the regulators' clocks are about, in the order in which they usually happen. */
    public enum Kind {
        DISCLOSED("disclosed"),
        FIX_RELEASED("fix released"),
        FIRST_DETECTED("first detected here"),
        FIXED_IMAGE_BUILT("fixed image built"),
        LAST_REPLICA_GONE("last vulnerable replica gone");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }

    public static TimelineMoment known(Kind kind, Instant at, String source) {
        return new TimelineMoment(kind, at, source, false);
    }

    public static TimelineMoment estimated(Kind kind, Instant at, String source) {
        return new TimelineMoment(kind, at, source, true);
    }

    public static TimelineMoment unknown(Kind kind, String why) {
        return new TimelineMoment(kind, null, why, false);
    }

    /** When a fix was there to be had: by a report that states it (kind: how its source knows), or else when our own scans first showed it. */
    public static TimelineMoment fixReleased(
            @Nullable Instant at, @Nullable String kind, @Nullable String tool, @Nullable String version) {
        if (at == null) {
            return unknown(Kind.FIX_RELEASED, "no scan of ours has shown a fixed version");
        }
        String of = version == null || version.isBlank() ? "" : ", " + version;
        if (kind == null) {
            return estimated(
                    Kind.FIX_RELEASED,
                    at,
                    "when a scan of ours first showed a fixed version" + of + "; the release itself may be earlier");
        }
        return kind.startsWith("first-observed")
                ? estimated(
                        Kind.FIX_RELEASED,
                        at,
                        "when the source of " + Visible.line(tool) + " first saw it" + of
                                + "; the release itself may be earlier")
                : known(Kind.FIX_RELEASED, at, "as " + Visible.line(tool) + " states it: " + Visible.line(kind) + of);
    }

    /** 3 Nov 2026, about 3 Nov 2026, or unknown. */
    public String day() {
        return (estimated && at != null ? "about " : "") + Written.day(at);
    }

    /** The whole of it in one sentence, for hover, focus and screen readers. */
    public String sentence() {
        return kind.words() + ": " + day() + " (" + source + ")";
    }
}
