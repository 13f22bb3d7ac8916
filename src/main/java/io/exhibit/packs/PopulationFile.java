package io.exhibit.packs;

import io.exhibit.kernel.InvalidRequest;
import io.exhibit.kernel.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.function.Consumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.MappingIterator;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;

/** The population of a check as it lies in a sealed archive. */
final class PopulationFile implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final ObjectReader ROWS = JSON.readerFor(Row.class);

    private final Path copy;
    private final ZipFile archive;
    private final String path;

    private PopulationFile(Path copy, ZipFile archive, String path) {
        this.copy = copy;
        this.archive = archive;
        this.path = path;
    }

    /** A row, as far as a draw and a reader need it. */
    record Row(
            String key,
            @Nullable String label,
            @Nullable String about,
            @Nullable String system,
            String verdict,
            @Nullable String reason) {

        Draw.Entry by(String stratum) {
            return new Draw.Entry(
                    switch (stratum) {
                        case "system" -> text(system);
                        case "verdict" -> verdict;
                        case "about" -> text(about);
                        default -> "";
                    },
                    key,
                    text(label),
                    text(about),
                    text(system),
                    verdict,
                    text(reason));
        }

        private static String text(@Nullable String value) {
            return value == null ? "" : value;
        }
    }

    /** Copies the archive to where its parts can be reached; refused where the pack has no such population. */
    static PopulationFile open(InputStream sealed, String check) throws IOException {
        Path copy = Files.createTempFile("exhibit-sample-", ".zip");
        try (InputStream in = sealed) {
            Files.copy(in, copy, StandardCopyOption.REPLACE_EXISTING);
            ZipFile archive = new ZipFile(copy.toFile());
            String path = PopulationRegister.name(check) + ".json";
            if (archive.getEntry(path) == null) {
                archive.close();
                throw new InvalidRequest("The pack has no population of a check with this name.");
            }
            return new PopulationFile(copy, archive, path);
        } catch (IOException | RuntimeException failed) {
            Files.deleteIfExists(copy);
            throw failed;
        }
    }

    /** As the list of digests in the archive has it. */
    Sha256 sha256() throws IOException {
        try (InputStream sums = archive.getInputStream(new ZipEntry(PackArchive.SUMS))) {
            return new String(sums.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> line.endsWith("  " + path))
                    .map(line -> new Sha256(line.substring(0, 64)))
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** One row after the other. */
    void each(Consumer<Row> reader) throws IOException {
        try (JsonParser json = JSON.createParser(archive.getInputStream(new ZipEntry(path)))) {
            if (JsonFile.isAtRows(json) && json.nextToken() == JsonToken.START_OBJECT) {
                MappingIterator<Row> rows = ROWS.readValues(json);
                rows.forEachRemaining(reader);
            }
        }
    }

    @Override
    public void close() {
        try {
            archive.close();
            Files.deleteIfExists(copy);
        } catch (IOException left) {
            throw new UncheckedIOException(left);
        }
    }
}
