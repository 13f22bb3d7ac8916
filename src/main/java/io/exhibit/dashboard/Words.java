package io.exhibit.dashboard;

import io.exhibit.kernel.Written;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How templates write days, times, figures and digests. */
public final class Words {

    public String day(@Nullable Instant at) {
        return Written.day(at);
    }

    public String minute(@Nullable Instant at) {
        return Written.minute(at);
    }

    public String count(long figure) {
        return Written.count(figure);
    }

    /** 3 findings: the figure with its noun. */
    public String count(long figure, String one, String many) {
        return Written.count(figure, one, many);
    }

    /** The beginning of a long digest or id: enough to recognise it. */
    public String brief(String digest) {
        return digest.length() <= 16 ? digest : digest.substring(0, 12) + "…";
    }

    /** What an item is called: as it is, unless it is a digest and nothing else. */
    public String label(String label) {
        return label.matches("[0-9a-f]{64}") ? brief(label) : label;
    }
}
