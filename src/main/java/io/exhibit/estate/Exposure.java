package io.exhibit.estate;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Whether a system can be reached from the internet. */
public enum Exposure {
    INTERNET("reachable from the internet"),
    INTERNAL("not reachable from the internet"),
    UNKNOWN("not stated");

    private final String words;

    Exposure(String words) {
        this.words = words;
    }

    public String words() {
        return words;
    }

    /** Whether less is asked of what counts as this: what nobody stated counts as reachable, until somebody says that it is not. */
    boolean isNarrowerThan(Exposure other) {
        return width() < other.width();
    }

    private int width() {
        return switch (this) {
            case INTERNET -> 2;
            case UNKNOWN -> 1;
            case INTERNAL -> 0;
        };
    }

    /** What is not one of the words is unknown. */
    public static Exposure read(@Nullable String word) {
        return Arrays.stream(values())
                .filter(exposure -> exposure.name().equals(word))
                .findFirst()
                .orElse(UNKNOWN);
    }
}
