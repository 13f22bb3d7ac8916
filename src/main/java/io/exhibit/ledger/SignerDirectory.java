package io.exhibit.ledger;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The folder of the signer: its key, what others need to verify, its state; used by one signer at a time. */
final class SignerDirectory implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SignerDirectory.class);

    private final Path path;
    private final FileChannel lock;

    private SignerDirectory(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    static SignerDirectory open(String directory) throws IOException {
        Path path = Path.of(directory).toAbsolutePath().normalize();
        Files.createDirectories(path);
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx------"));
        FileChannel channel =
                FileChannel.open(path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (held(channel)) {
            return new SignerDirectory(path, channel);
        }
        channel.close();
        throw new IOException("Another signer uses " + path);
    }

    private static boolean held(FileChannel channel) throws IOException {
        try {
            FileLock held = channel.tryLock();
            return held != null;
        } catch (OverlappingFileLockException here) {
            return false;
        }
    }

    SignerState state() {
        return new SignerState(path);
    }

    /** The key; made when there is none, except where something was signed with one already. */
    NoteKey key(String origin, boolean used) throws IOException {
        NoteKey key;
        try {
            key = NoteKey.read(Files.readString(path.resolve("log.key")));
        } catch (NoSuchFileException none) {
            if (used) {
                throw new Inconsistent("The signer's key is missing from its folder.", none);
            }
            key = made(origin);
        } catch (IllegalArgumentException damaged) {
            throw new IOException("The signer's key log.key is damaged: bring it back from its backup", damaged);
        }
        showVerifier(key);
        return key;
    }

    private NoteKey made(String origin) throws IOException {
        byte[] random = new byte[4];
        new SecureRandom().nextBytes(random);
        NoteKey key = NoteKey.generate(
                origin.isBlank() ? "exhibit.local/" + HexFormat.of().formatHex(random) : origin.strip());
        DurableFile.write(path.resolve("log.key"), key.written() + "\n");
        LOG.info("The ledger is signed as {} from now on; who verifies needs {}", key.name(), path.resolve("log.vkey"));
        return key;
    }

    /** For those who verify; written again when it is missing, because whoever made the key died in between. */
    private void showVerifier(NoteKey key) throws IOException {
        Path file = path.resolve("log.vkey");
        String text = key.verifier() + "\n";
        if (!Files.exists(file) || !Files.readString(file).equals(text)) {
            DurableFile.write(file, text);
        }
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }
}
