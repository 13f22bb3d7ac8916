package io.exhibit.packs;

import static org.assertj.core.api.Assertions.assertThat;

import io.exhibit.packs.Column.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What would get a pack rejected, each in a case in which it blocks and one in which it does not. */
class GatesTests {

    @TempDir
    Path directory;

    @Test
    void documentsThatWereNotReadBlock() {
        assertThat(Gates.leftOut(0)).isEmpty();
        assertThat(Gates.leftOut(1).getFirst().words()).startsWith("1 document that had been received");
    }

    @Test
    void aLedgerWithAHoleBlocksAndOneWithoutDoesNot() {
        assertThat(Gates.unreconciled(SequenceCheck.judged(3, 3, List.of(), List.of())))
                .isEmpty();
        Blocker found = Gates.unreconciled(SequenceCheck.judged(3, 2, List.of(new SequenceCheck.Hole(1, 1)), List.of()))
                .getFirst();
        assertThat(found.gate()).isEqualTo("L05");
        assertThat(found.words()).contains("R4 does not tie: 3 against 2");
    }

    @Test
    void countsThatDifferBlockOnlyWhenThereAreTooManyDifferencesToList() {
        assertThat(Gates.unreconciled(counts(KeyComparison.MOST_LISTED - 1))).isEmpty();
        assertThat(Gates.unreconciled(counts(KeyComparison.MOST_LISTED))
                        .getFirst()
                        .gate())
                .isEqualTo("L08");
    }

    private static Crosscheck counts(int differences) {
        Crosscheck.Line line = new Crosscheck.Line("key", "listed", "", Crosscheck.Line.Standing.DIFFERS, "");
        return CountCheck.judged(differences, 0, Collections.nCopies(differences, line));
    }

    @Test
    void rowsWithACardNumberBlockWithTheFirstOfThem() throws IOException {
        assertThat(Gates.secrets(spool("curl https://bank.example", "nothing"))).isEmpty();
        Blocker found = Gates.secrets(spool("nothing", "psql -c 'SELECT 4111111111111111'", "5500 0000 0000 0004"))
                .getFirst();
        assertThat(found.gate()).isEqualTo("L30");
        assertThat(found.words()).contains("in 2 rows of sample.csv, the first in row 2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "4111111111111111",
                "paid with 4111 1111 1111 1111.",
                "pan=5500-0000-0000-0004;",
                "378282246310005",
                "3530111333300000",
                "\"card\":\"6011111111111117\"",
                "-----BEGIN OPENSSH PRIVATE KEY-----\nb3Blbn"
            })
    void knowsCardNumbersAndKeys(String text) {
        assertThat(Secrets.isIn(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "4111111111111112",
                "sha256:4111111111111111",
                "41111111111111110000",
                "0192f0a4-4111-1111-1111-111111111111",
                "build 2026.4111111111111111",
                "a4111111111111111",
                "1605012345678901234",
                "-----BEGIN PUBLIC KEY-----",
                "4111 1111-1111 1111"
            })
    void takesNothingElseForThem(String text) {
        assertThat(Secrets.isIn(text)).isFalse();
    }

    private Spool spool(String... texts) throws IOException {
        Register register = new Register(
                "sample",
                new Register.Definition("Sample", "What it means.", "one row", "a test", "All of it.", "SELECT"),
                List.of("key"),
                List.of(
                        new Column("key", Kind.KEY, "The key.").printed("Key", 1),
                        new Column("text", Kind.TEXT, "A text.").printed("Text", 2)),
                Map.of());
        try (Spool.Writer writer = new Spool.Writer(register, directory)) {
            for (int i = 0; i < texts.length; i++) {
                writer.row(List.of("row " + i, texts[i]));
            }
            return writer.done();
        }
    }
}
