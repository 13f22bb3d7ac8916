package io.exhibit.packs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The directory in which one attempt at a pack is worked on; gone when the attempt is over. */
final class Workshop implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Workshop.class);
    private static final String PREFIX = "exhibit-pack-";

    private final Path directory;

    private Workshop(Path directory) {
        this.directory = directory;
    }

    /** Opens a new one, and clears away what an attempt that was cut off has left on this machine. */
    static Workshop open(UUID pack) throws IOException {
        Path parent = Path.of(System.getProperty("java.io.tmpdir"));
        String prefix = PREFIX + pack + "-";
        try (Stream<Path> left = Files.list(parent)) {
            left.filter(path -> path.getFileName().toString().startsWith(prefix))
                    .toList()
                    .forEach(Workshop::clear);
        }
        Path directory = Files.createTempDirectory(parent, prefix);
        Files.createDirectories(directory.resolve("spools"));
        Files.createDirectories(directory.resolve("pack"));
        return new Workshop(directory);
    }

    Path spools() {
        return directory.resolve("spools");
    }

    Path root() {
        return directory.resolve("pack");
    }

    Path zip() {
        return directory.resolve("pack.zip");
    }

    @Override
    public void close() {
        clear(directory);
    }

    private static void clear(Path directory) {
        try {
            List<Path> all;
            try (Stream<Path> files = Files.walk(directory)) {
                all = files.sorted(Comparator.reverseOrder()).toList();
            }
            for (Path path : all) {
                Files.deleteIfExists(path);
            }
        } catch (IOException failed) {
            LOG.warn("{} could not be cleared away: {}", directory, failed.toString());
        }
    }
}
