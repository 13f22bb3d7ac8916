package io.exhibit.intake;

import io.exhibit.kernel.Sha256;
import io.exhibit.ledger.Originals;
import java.io.IOException;
import java.io.InputStream;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Opens what was received once more, as its reader had it. */
@Component
public class KeptDocuments {

    private final JdbcClient jdbc;
    private final Originals originals;

    KeptDocuments(JdbcClient jdbc, Originals originals) {
        this.jdbc = jdbc;
        this.originals = originals;
    }

    private record Kept(Sha256 sha256, Encoding encoding) {}

    /** The document of a submission, without its compression. */
    public InputStream open(UUID submission) throws IOException {
        Kept kept = jdbc.sql("SELECT s.sha256, s.encoding FROM intake.submission s WHERE s.id = :id")
                .param("id", submission)
                .query((row, n) ->
                        new Kept(Sha256.ofBytes(row.getBytes("sha256")), Encoding.of(row.getString("encoding"))))
                .single();
        return Decoded.open(kept.encoding(), originals.open(kept.sha256()));
    }
}
