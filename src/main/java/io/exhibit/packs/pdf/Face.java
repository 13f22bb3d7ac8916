package io.exhibit.packs.pdf;

/** The faces of the house: one for text in three weights, one for identifiers and digests. */
enum Face {
    TEXT("SourceSans3-Regular.ttf", "Source Sans 3", 400),
    STRONG("SourceSans3-SemiBold.ttf", "Source Sans 3", 600),
    HEADING("SourceSans3-Bold.ttf", "Source Sans 3", 700),
    MONO("IBMPlexMono-Regular.ttf", "IBM Plex Mono", 400);

    private final String file;
    private final String family;
    private final int weight;

    Face(String file, String family, int weight) {
        this.file = file;
        this.family = family;
        this.weight = weight;
    }

    String resource() {
        return "/fonts/" + file;
    }

    String family() {
        return family;
    }

    int weight() {
        return weight;
    }
}
