package io.exhibit.estate;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Images of a repository and who makes them, as the patterns say; origin is NOT_SAID or CONFLICT when they do not say. */
record Made(
        String repository,
        String origin,
        @Nullable String vendor,
        @Nullable String patterns,
        long images,
        long running) {

    /** Images, and how many of them run now. */
    record Tally(String origin, long images, long running) {

        public String words() {
            return Made.words(origin);
        }

        /** Unknown is never green, and neither is what is merely said. */
        public String tone() {
            return switch (origin) {
                case "NOT_SAID" -> images == 0 ? "info" : "unknown";
                case "CONFLICT" -> images == 0 ? "info" : "late";
                default -> "info";
            };
        }
    }

    private static final List<String> ORIGINS = List.of(
            "OWN_BUILD",
            Relationship.COMMERCIAL.name(),
            Relationship.OPEN_SOURCE_SUPPORTED.name(),
            Relationship.OPEN_SOURCE_UNSUPPORTED.name(),
            "NOT_SAID",
            "CONFLICT");

    boolean isSaid() {
        return !origin.equals("NOT_SAID") && !isConflict();
    }

    public boolean isConflict() {
        return origin.equals("CONFLICT");
    }

    /** Each image is counted under exactly one. */
    static List<Tally> tallies(List<Made> made) {
        return ORIGINS.stream()
                .map(origin -> {
                    List<Made> those = made.stream()
                            .filter(one -> one.origin().equals(origin))
                            .toList();
                    return new Tally(
                            origin,
                            those.stream().mapToLong(Made::images).sum(),
                            those.stream().mapToLong(Made::running).sum());
                })
                .toList();
    }

    static String words(String origin) {
        return switch (origin) {
            case "OWN_BUILD" -> "own build";
            case "COMMERCIAL" -> "vendor, commercial";
            case "NOT_SAID" -> "not yet said";
            case "CONFLICT" -> "said twice, differently";
            default -> Relationship.valueOf(origin).words();
        };
    }
}
