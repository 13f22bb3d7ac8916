package io.exhibit.demo;

import io.exhibit.kernel.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The build of an image that was the newest on a day: each day with a patch has a build of its own. */
record ImageBuild(String repository, String tag, int day) {

    static ImageBuild of(Scenario.Line line, int day) {
        int[] days = changes(line)
                .filter(changed -> changed <= day)
                .distinct()
                .sorted()
                .toArray();
        int built = days.length == 0 ? line.first() : days[days.length - 1];
        return new ImageBuild(line.name(), line.version() + "." + days.length, built);
    }

    /** The days on which a build changed what is found, by patching or by bringing something back. */
    static IntStream changes(Scenario.Line line) {
        return line.rows().stream()
                .flatMap(rows -> Stream.of(rows.patched(), rows.again(), rows.patchedAgain()))
                .filter(Objects::nonNull)
                .mapToInt(Integer::intValue);
    }

    String name() {
        return repository + ":" + tag;
    }

    /** A digest that belongs to this build and to no real image. */
    String digest(String of) {
        return "sha256:"
                + Sha256.of(("made up for Exhibit's demonstration: " + of + " of " + name())
                                .getBytes(StandardCharsets.UTF_8))
                        .hex();
    }
}
