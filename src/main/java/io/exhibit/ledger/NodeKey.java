package io.exhibit.ledger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** The key that this process signs receipts with, and its entry in the ledger; made when there is none. */
@Component
class NodeKey {

    private static final String FILE = "node.key";

    private final NoteKey key;
    private final Ledger ledger;
    private final JdbcClient jdbc;
    private final TransactionOperations transaction;
    private volatile boolean registered;

    NodeKey(Settings settings, Ledger ledger, JdbcClient jdbc, TransactionOperations transaction) {
        this.key = settings.dir().isBlank() ? generate() : kept(Path.of(settings.dir()));
        this.ledger = ledger;
        this.jdbc = jdbc;
        this.transaction = transaction;
    }

    /** Dir: where the key is kept; empty: this process has one for itself, until it ends. */
    @ConfigurationProperties("exhibit.node")
    record Settings(@DefaultValue("") String dir) {}

    String name() {
        return key.name();
    }

    /** What whoever verifies has to know. */
    String verifier() {
        return key.verifier();
    }

    String signature(String text) {
        return key.signature(text);
    }

    /** Enters the key in the ledger, once: nothing is signed before it stands there. */
    void register() {
        if (!registered) {
            enterOnce();
        }
    }

    private synchronized void enterOnce() {
        if (!registered) {
            transaction.executeWithoutResult(status -> {
                ledger.lock();
                if (!isKnown()) {
                    enter();
                }
            });
            registered = true;
        }
    }

    /** A key that receipts were signed with, and its entry. */
    record Known(String key, long entry, Instant registeredAt) {}

    /** Those of all processes there ever were, the newest first. */
    List<Known> known() {
        return jdbc.sql("SELECT verifier, entry_index, registered_at FROM ledger.node_key ORDER BY entry_index DESC")
                .query((row, n) -> new Known(
                        row.getString(1),
                        row.getLong(2),
                        row.getObject(3, OffsetDateTime.class).toInstant()))
                .list();
    }

    private boolean isKnown() {
        return jdbc.sql("SELECT EXISTS (SELECT 1 FROM ledger.node_key WHERE name = :name AND verifier = :verifier)")
                .param("name", key.name())
                .param("verifier", key.verifier())
                .query(Boolean.class)
                .single();
    }

    private void enter() {
        Receipt receipt =
                ledger.append(Draft.ofItems("key.registered", Actor.SYSTEM, List.of(Map.of("key", key.verifier())), 0));
        jdbc.sql(
                        "INSERT INTO ledger.node_key (name, verifier, entry_index, registered_at) VALUES (:name, :verifier, :index, :at)")
                .param("name", key.name())
                .param("verifier", key.verifier())
                .param("index", receipt.index())
                .param("at", receipt.recordedAt().atOffset(ZoneOffset.UTC))
                .update();
    }

    private static NoteKey generate() {
        byte[] random = new byte[4];
        new SecureRandom().nextBytes(random);
        return NoteKey.generate("exhibit.node/" + HexFormat.of().formatHex(random));
    }

    private static NoteKey kept(Path directory) {
        try {
            Path file = directory.resolve(FILE);
            if (!Files.exists(file)) {
                Files.createDirectories(directory);
                DurableFile.write(file, generate().written() + "\n");
            }
            return NoteKey.read(Files.readString(file));
        } catch (IOException failed) {
            throw new UncheckedIOException("The key of this node cannot be kept in " + directory, failed);
        }
    }
}
