package io.exhibit.estate;

import io.exhibit.kernel.Columns;
import io.exhibit.kernel.Visible;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What was stated about an image, and how far that is verified; key: the entry of the key, entries: of the statements. */
public record Attested(
        SignatureState signature,
        @Nullable Long key,
        @Nullable Instant since,
        SignatureState sbom,
        @Nullable Long sbomEntry,
        SignatureState provenance,
        @Nullable Long provenanceEntry,
        Origin origin) {

    /** Who built it, from which source at which revision, until when; empty: not stated. */
    public record Origin(
            String builder,
            String source,
            String revision,
            @Nullable Instant finishedAt) {}

    /** From a row of estate.pub_attested. */
    public static Attested read(ResultSet row) throws SQLException {
        return new Attested(
                new SignatureState(row.getString("signature"), row.getString("signature_why")),
                row.getObject("signature_key", Long.class),
                Columns.maybeAt(row, "signature_since"),
                new SignatureState(row.getString("sbom"), row.getString("sbom_why")),
                row.getObject("sbom_entry", Long.class),
                new SignatureState(row.getString("provenance"), row.getString("provenance_why")),
                row.getObject("provenance_entry", Long.class),
                new Origin(
                        Visible.line(row.getString("builder")),
                        Visible.line(row.getString("source")),
                        Visible.line(row.getString("revision")),
                        Columns.maybeAt(row, "finished_at")));
    }
}
