package io.exhibit.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.exhibit.Tally;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Backups that were put back, and signers that forgot: each is noticed at the next signature, and there is no such signature. */
class RollbackTests {

    @TempDir
    private Path folder;

    private final OwnLedger used = new OwnLedger();

    @Test
    void anOlderDatabaseIsRefused() throws IOException {
        OwnLedger older = olderBy(300);
        refused(older, "the end is missing");
    }

    @Test
    void anOlderDatabaseThatGrewToTheSameSizeIsRefused() throws IOException {
        OwnLedger older = olderBy(300);
        older.record(300);
        refused(older, "not those that were signed");
    }

    @Test
    void anOlderDatabaseThatGrewBeyondIsRefused() throws IOException {
        OwnLedger older = olderBy(300);
        older.record(700);
        refused(older, "not those that were signed");
    }

    @Test
    void anOlderDatabaseThatGrewBeyondByOneEntryIsRefused() throws IOException {
        OwnLedger older = olderBy(1);
        older.record(2);
        refused(older, "not those that were signed");
    }

    @Test
    void entriesThatAreOthersUnderTheSameCheckpointsAreRefused() throws IOException {
        used.record(300);
        used.sign(folder);
        used.asOwner(() ->
                used.jdbc.sql("DELETE FROM ledger.entry WHERE index >= 290").update());
        used.record(30);
        refused(used, "not those that were signed");
    }

    @Test
    void anOlderDatabaseWithoutAnyCheckpointIsRefused() throws IOException {
        used.record(3);
        OwnLedger older = used.copy();
        used.record(3);
        used.sign(folder);
        older.record(9);
        refused(older, "not those that were signed");
    }

    @Test
    void aSignerThatLostItsMemoryIsRefused() throws IOException {
        olderBy(3);
        Files.delete(folder.resolve("state"));
        refused(used, "no memory");
    }

    @Test
    void aSignerThatLostItsFolderIsRefused() throws IOException {
        olderBy(3);
        for (String file : List.of("state", "log.key", "log.vkey")) {
            Files.delete(folder.resolve(file));
        }
        refused(used, "no memory");
    }

    @Test
    void aSignerWithAnOlderMemoryIsRefused() throws IOException {
        used.record(3);
        used.sign(folder);
        byte[] early = Files.readAllBytes(folder.resolve("state"));
        used.record(3);
        used.sign(folder);
        Files.write(folder.resolve("state"), early);
        used.record(3);
        refused(used, "older copy");
    }

    @Test
    void aSignerWithAnothersMemoryIsRefused() throws IOException {
        olderBy(3);
        OwnLedger another = new OwnLedger();
        another.record(303);
        Path others = Files.createDirectory(folder.resolve("others"));
        another.sign(others);
        Files.copy(others.resolve("state"), folder.resolve("state"), StandardCopyOption.REPLACE_EXISTING);
        refused(used, "another tree");
    }

    @Test
    void twoSignersWithTheSameKeyNeverSignTwoTreesOfOneSize(@TempDir Path elsewhere) throws IOException {
        olderBy(3);
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.copy(file, elsewhere.resolve(file.getFileName()));
            }
        }
        used.record(1);
        used.sign(folder);
        used.record(1);
        used.sign(elsewhere);
        refused(used, "somebody else signs");
        assertThat(Checkpoint.parse(note(folder)).size())
                .isGreaterThan(Checkpoint.parse(note(elsewhere)).size());
    }

    /** What was signed is a whole ledger, and this is a copy of it from before its last so many entries. */
    private OwnLedger olderBy(int entries) {
        used.record(300);
        used.sign(folder);
        OwnLedger older = used.copy();
        used.record(entries);
        used.sign(folder);
        assertThat(used.alarm.raised()).isEmpty();
        return older;
    }

    private void refused(OwnLedger ledger, String why) throws IOException {
        List<Checkpoints.Stored> published = ledger.published();
        String state = state();
        ledger.sign(folder);
        ledger.sign(folder);
        assertThat(ledger.alarm.raised())
                .get()
                .extracting(Alarm.Raised::reason)
                .asString()
                .contains(why);
        assertThat(ledger.published()).as("no signature").isEqualTo(published);
        assertThat(state()).as("no signature").isEqualTo(state);
        assertThatThrownBy(() -> ledger.record(1)).isInstanceOf(Halted.class);
        Tally.enter("refused to sign: " + why, 1, 1, 0);
    }

    private String state() throws IOException {
        return Files.exists(folder.resolve("state")) ? Files.readString(folder.resolve("state")) : "";
    }

    private static String note(Path folder) throws IOException {
        String state = Files.readString(folder.resolve("state"));
        return state.substring(state.indexOf(OwnLedger.ORIGIN));
    }
}
