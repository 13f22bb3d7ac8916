package io.exhibit.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;

/** A pack that means harm to the machine of who examines it: a verdict in words, nothing else. */
@Tag("fuzz")
class PackFuzzTests {

    private static final String KEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";

    /** The ledger whose checkpoint is in the inputs that are kept. */
    private static final String LEDGER = "exhibit.local/b96d103b+9a4d7dc7+Ac+KGqRAYcHE8q6wSB5tmhmYDaZjZOKxPpIWvHcbdmBo";

    @FuzzTest(maxDuration = "60s")
    void archive(byte[] bytes) throws IOException {
        Path folder = Files.createTempDirectory("fuzzed");
        Path archive = Files.write(folder.resolve("pack.zip"), bytes);
        Path key = Files.writeString(folder.resolve("key"), LEDGER);
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        try {
            int code = VerifyPack.run(
                    List.of(key.toString(), archive.toString()), new PrintStream(said, true, StandardCharsets.UTF_8));
            assertThat(code).isEqualTo(1);
            assertThat(said.toString(StandardCharsets.UTF_8)).contains("NOT SOUND: ");
        } finally {
            Files.delete(archive);
            Files.delete(key);
            Files.delete(folder);
        }
    }

    @FuzzTest(maxDuration = "60s")
    void files(FuzzedDataProvider data) {
        SortedMap<String, byte[]> files = new TreeMap<>();
        List<String> names = List.of(
                "SHA256SUMS",
                "manifest.json",
                "sources.csv",
                "ledger/leaves.jsonl",
                "ledger/details/4",
                "ledger/items/5-1",
                "ledger/from.checkpoint",
                "ledger/from.peaks",
                "ledger/to.checkpoint",
                "originals/sha256/00/0");
        while (data.remainingBytes() > 0) {
            files.put(data.pickValue(names), data.consumeBytes(2000));
        }
        Pack pack = new Held(files);
        said(() -> Listing.verify(pack));
        said(() -> Leaves.verify(pack, key(pack), List.of()));
        Leaf one = new Leaf(4, "0".repeat(64), "", 1);
        said(() -> Details.verify(pack, Map.of(4L, one, 5L, new Leaf(5, "0".repeat(64), "0".repeat(64), 2))));
        said(() -> Sources.verify(pack, Map.of("4", Set.of("0".repeat(64)))));
        said(() -> Note.read(pack, "ledger/to.checkpoint"));
    }

    @FuzzTest(maxDuration = "60s")
    void receipt(byte[] bytes) throws IOException {
        Path key = Files.writeString(Files.createTempFile("fuzzed", "key"), LEDGER);
        try {
            List<Key> keys = Key.trusted(key);
            // What a sender kept, and behind a zero byte the proof.
            String[] both = new String(bytes, StandardCharsets.ISO_8859_1).split("\0", 2);
            said(() -> {
                Receipt receipt = Receipt.read(both[0]);
                receipt.prove(keys, both.length == 1 ? "" : both[1]);
                return receipt;
            });
        } catch (Unsound impossible) {
            throw new AssertionError(impossible);
        } finally {
            Files.delete(key);
        }
    }

    private static Key key(Pack pack) throws Unsound {
        Note note = Note.read(pack, "ledger/to.checkpoint");
        return new Key(note.origin(), "c74f20a3", Note.decode(KEY.substring(KEY.lastIndexOf('+') + 1)));
    }

    /** Something that is checked. */
    private interface Check {
        Object verify() throws Unsound;
    }

    private static void said(Check check) {
        try {
            check.verify();
        } catch (Unsound said) {
            assertThat(said.getMessage()).isNotEmpty();
        }
    }

    /** In memory. */
    private record Held(SortedMap<String, byte[]> files) implements Pack {

        @Override
        public SortedSet<String> names() {
            return new TreeSet<>(files.keySet());
        }

        @Override
        public void read(String name, Part to) throws Unsound {
            byte[] bytes = files.getOrDefault(name, new byte[0]);
            to.bytes(bytes, bytes.length);
        }

        @Override
        public void close() {}
    }
}
