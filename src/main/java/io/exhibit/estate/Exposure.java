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

    /** What is not one of the words is unknown. */
    public static Exposure read(@Nullable String word) {
        return Arrays.stream(values())
                .filter(exposure -> exposure.name().equals(word))
                .findFirst()
                .orElse(UNKNOWN);
    }
}
