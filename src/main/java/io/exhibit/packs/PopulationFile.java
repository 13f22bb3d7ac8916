package io.exhibit.packs;

import io.exhibit.kernel.InvalidRequest;
import io.exhibit.kernel.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
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

    private final SealedArchive archive;
    private final String path;

    private PopulationFile(SealedArchive archive, String path) {
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

    /** Refused where the pack has no such population. */
    static PopulationFile open(InputStream sealed, String check) throws IOException {
        SealedArchive archive = SealedArchive.open(sealed);
        String path = PopulationRegister.name(check) + ".json";
        if (!archive.has(path)) {
            archive.close();
            throw new InvalidRequest("The pack has no population of a check with this name.");
        }
        return new PopulationFile(archive, path);
    }

    /** As the list of digests in the archive has it. */
    Sha256 sha256() throws IOException {
        try (InputStream sums = archive.read(PackArchive.SUMS)) {
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
        try (JsonParser json = JSON.createParser(archive.read(path))) {
            if (JsonFile.isAtRows(json) && json.nextToken() == JsonToken.START_OBJECT) {
                MappingIterator<Row> rows = ROWS.readValues(json);
                rows.forEachRemaining(reader);
            }
        }
    }

    @Override
    public void close() {
        archive.close();
    }
}
