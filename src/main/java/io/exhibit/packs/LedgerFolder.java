package io.exhibit.packs;

import io.exhibit.ledger.Anchors;
import io.exhibit.ledger.LedgerExcerpts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.springframework.stereotype.Component;

/**
 * The part of the ledger that a pack takes along: every leaf between two signed checkpoints around what it rests on, and of the
 * entries that its documents came in with what they say of these documents. Nothing is written while nothing is signed.
 */
@Component
class LedgerFolder {

    static final String NAME = "ledger/";

    /** A witness is asked once a minute; a pack waits for it once, and goes without it then. */
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private static final Duration PAUSE = Duration.ofMillis(500);

    private final LedgerExcerpts ledger;
    private final Anchors anchors;

    LedgerFolder(LedgerExcerpts ledger, Anchors anchors) {
        this.ledger = ledger;
        this.anchors = anchors;
    }

    List<PackFile> write(Path root, Dossier dossier) throws IOException {
        SortedMap<Long, SortedSet<Integer>> entries = entries(dossier.register(SourceRegister.NAME));
        long size = dossier.frame().ledgerSize();
        awaitWitness(size);
        Optional<LedgerExcerpts.Excerpt> excerpt =
                ledger.covering(entries.isEmpty() ? Math.max(0, size - 1) : entries.firstKey(), size);
        return excerpt.isEmpty() ? List.of() : write(root, excerpt.get(), entries);
    }

    private void awaitWitness(long size) throws IOException {
        try {
            for (long n = PATIENCE.dividedBy(PAUSE); n > 0 && anchors.isCosignatureComing(size); n--) {
                Thread.sleep(PAUSE);
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while waiting for a witness", stopping);
        }
    }

    private List<PackFile> write(Path root, LedgerExcerpts.Excerpt excerpt, SortedMap<Long, SortedSet<Integer>> entries)
            throws IOException {
        List<PackFile> files = new ArrayList<>();
        if (excerpt.earlier().isPresent()) {
            files.add(file(root, "from.checkpoint", excerpt.earlier().get().note()));
            files.add(file(root, "from.peaks", ledger.peaks(excerpt)));
        }
        files.add(file(root, "to.checkpoint", excerpt.later().note()));
        Optional<LedgerExcerpts.Stamped> stamped = ledger.stamped(excerpt);
        if (stamped.isPresent()) {
            // As it was stamped, byte for byte: nothing that came later is added to this note.
            files.add(file(
                    root, "timestamped.checkpoint", stamped.get().checkpoint().note()));
            files.add(file(root, "timestamped.tsr", stamped.get().answer()));
        }
        DigestingFile leaves = DigestingFile.create(root, NAME + "leaves.jsonl");
        try (leaves) {
            ledger.writeLeaves(excerpt, leaves);
        }
        files.add(leaves.written(0));
        ledger.contents(entries, (name, bytes) -> files.add(file(root, name, bytes)));
        return files;
    }

    private static PackFile file(Path root, String name, String text) throws IOException {
        return file(root, name, text.getBytes(StandardCharsets.UTF_8));
    }

    private static PackFile file(Path root, String name, byte[] bytes) throws IOException {
        DigestingFile file = DigestingFile.create(root, NAME + name);
        try (file) {
            file.write(bytes);
        }
        return file.written(0);
    }

    /** The positions in each entry that the documents have. */
    private static SortedMap<Long, SortedSet<Integer>> entries(Spool sources) throws IOException {
        List<String> columns =
                sources.register().columns().stream().map(Column::name).toList();
        int index = columns.indexOf("ledger_index");
        int position = columns.indexOf("ledger_position");
        SortedMap<Long, SortedSet<Integer>> entries = new TreeMap<>();
        sources.each(row -> entries.computeIfAbsent(Long.valueOf(String.valueOf(row.get(index))), _ -> new TreeSet<>())
                .add(Integer.valueOf(String.valueOf(row.get(position)))));
        return entries;
    }
}
