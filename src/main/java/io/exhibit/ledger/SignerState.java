package io.exhibit.ledger;

import io.exhibit.kernel.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the signer last signed, in a file that is none of the database's: the edge of the tree, and the checkpoint. Written whole
 * and synced to the disk before the checkpoint is published.
 */
final class SignerState {

    private final Path file;

    SignerState(Path directory) {
        this.file = directory.resolve("state");
    }

    /** The last checkpoint with the edge of its tree. */
    record Signed(Checkpoint checkpoint, Frontier frontier) {}

    Optional<Signed> read() {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            List<String> lines = Files.readAllLines(file);
            int peaks = Integer.parseInt(lines.getFirst());
            List<Sha256> roots =
                    lines.subList(1, 1 + peaks).stream().map(Sha256::new).toList();
            String note = String.join("\n", lines.subList(1 + peaks, lines.size())) + "\n";
            Checkpoint checkpoint = Checkpoint.parse(note);
            return Optional.of(new Signed(checkpoint, new Frontier(checkpoint.size(), roots)));
        } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException damaged) {
            throw new Inconsistent("The signer's state in " + file + " cannot be read: " + damaged);
        }
    }

    void write(Signed signed) {
        List<String> lines = new ArrayList<>();
        List<Sha256> peaks = signed.frontier().peaks();
        lines.add(String.valueOf(peaks.size()));
        peaks.forEach(peak -> lines.add(peak.hex()));
        String text = String.join("\n", lines) + "\n" + signed.checkpoint().note();
        Path next = file.resolveSibling("state.next");
        try {
            try (FileChannel channel = FileChannel.open(
                    next, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
                ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            try (FileChannel directory = FileChannel.open(file.resolveSibling("."), StandardOpenOption.READ)) {
                directory.force(true);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
