package io.exhibit.packs;

import static org.assertj.core.api.Assertions.assertThat;

import io.exhibit.kernel.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnclosedFilesTests {

    private static final long MIB = 1 << 20;

    @TempDir
    Path directory;

    @Test
    void whatASmallBankHasAllGoesInside() {
        EnclosedFiles files = EnclosedFiles.of(
                List.of(register("findings", MIB), register("populations/C07", MIB)),
                List.of(new OscalDocument(file(OscalFile.NAME, MIB), "Results as OSCAL", "assessment-results")));
        assertThat(files.inside().stream().map(EnclosedFiles.Enclosed::name))
                .containsExactly(
                        "oscal-assessment-results.json",
                        "findings.csv",
                        "findings.json",
                        "populations-C07.csv",
                        "populations-C07.json");
        assertThat(files.words()).contains("5 of these files lie ", "The workbook, the originals");
        assertThat(files.inside().get(3).attachment(directory).description())
                .startsWith("Title of populations/C07, 3 rows; populations/C07.csv of the pack, SHA-256 ");
    }

    @Test
    void whatIsTooLargeIsNamedAndTheSmallerOnesStillGoInside() {
        EnclosedFiles files =
                EnclosedFiles.of(List.of(register("findings", 9 * MIB), register("alerts", MIB)), List.of());
        assertThat(files.inside().stream().map(EnclosedFiles.Enclosed::name))
                .containsExactly("alerts.csv", "alerts.json");
        assertThat(files.words())
                .contains("2 of these files lie ", "in the archive only: findings.csv, findings.json; so are");
    }

    @Test
    void aReportStaysOneThatCanBeSentHoweverManyRegistersThereAre() {
        List<RegisterFile> many =
                IntStream.range(0, 40).mapToObj(n -> register("r" + n, 5 * MIB)).toList();
        EnclosedFiles files = EnclosedFiles.of(many, List.of());
        assertThat(files.inside()).hasSize(6);
        assertThat(files.left()).hasSize(74);
    }

    @Test
    void whereAllAreTooLargeTheReportSaysSo() {
        assertThat(EnclosedFiles.of(List.of(register("findings", 9 * MIB)), List.of())
                        .words())
                .isEqualTo(
                        "None of these files lies inside this document: they are too large for that. The archive has them.");
    }

    private RegisterFile register(String name, long size) {
        Register register = new Register(
                name,
                new Register.Definition("Title of " + name, "", "", "", "", ""),
                List.of("id"),
                List.of(new Column("id", Column.Kind.KEY, "The id.")),
                Map.of());
        try (Spool.Writer rows = new Spool.Writer(register, directory)) {
            return new RegisterFile(rows.done(), file(name + ".csv", size), file(name + ".json", size));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static PackFile file(String path, long size) {
        return new PackFile(path, size, Sha256.of(path.getBytes(StandardCharsets.UTF_8)), 3);
    }
}
