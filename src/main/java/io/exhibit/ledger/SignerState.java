package io.exhibit.ledger;

import io.exhibit.kernel.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
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

    /** Empty when nothing was ever signed; a disk that does not answer is no reason to think so, nor to raise the alarm. */
    Optional<Signed> read() throws IOException {
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(file);
        } catch (NoSuchFileException none) {
            return Optional.empty();
        }
        try {
            List<String> lines =
                    new String(bytes, StandardCharsets.UTF_8).lines().toList();
            int peaks = Integer.parseInt(lines.getFirst());
            List<Sha256> roots =
                    lines.subList(1, 1 + peaks).stream().map(Sha256::new).toList();
            String note = String.join("\n", lines.subList(1 + peaks, lines.size())) + "\n";
            Checkpoint checkpoint = Checkpoint.parse(note);
            return Optional.of(new Signed(checkpoint, new Frontier(checkpoint.size(), roots)));
        } catch (IllegalArgumentException | IndexOutOfBoundsException | NoSuchElementException damaged) {
            throw new Inconsistent("The signer's state in " + file + " cannot be read: " + damaged);
        }
    }

    void write(Signed signed) throws IOException {
        List<String> lines = new ArrayList<>();
        List<Sha256> peaks = signed.frontier().peaks();
        lines.add(String.valueOf(peaks.size()));
        peaks.forEach(peak -> lines.add(peak.hex()));
        DurableFile.write(
                file, String.join("\n", lines) + "\n" + signed.checkpoint().note());
    }
}
