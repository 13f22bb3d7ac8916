package io.exhibit.estate;

import io.exhibit.kernel.Columns;
import io.exhibit.kernel.Visible;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What was stated about one image. */
@Component
class ImageAttestations {

    /** Who makes it is worked out only where there is a statement: that looks at every image. */
    private static final String STATED = """
            SELECT a.*, o.vendor, o.origin
              FROM estate.pub_image_origin o
             CROSS JOIN LATERAL estate.pub_attestation_of(o.digest, o.origin, o.vendor, :now) a
             WHERE o.image_id = :image
               AND EXISTS (SELECT 1 FROM estate.attestation_subject s JOIN estate.image i ON i.digest = s.digest WHERE i.id = :image)
             ORDER BY a.entry_index DESC, a.id
             LIMIT :most
            """;

    private final JdbcClient jdbc;

    ImageAttestations(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A statement; key: the entry of the key that verifies it, vendor null: the bank made it, or nobody says who did. */
    record Line(
            Attestation.Kind kind,
            String predicateType,
            SignatureState signature,
            @Nullable Long key,
            @Nullable Instant since,
            Source source,
            Attestation.Provenance provenance,
            @Nullable String vendor) {

        public String words() {
            return switch (kind) {
                case PROVENANCE -> "provenance";
                case SBOM -> "SBOM";
                case VULNERABILITIES -> "report of vulnerabilities";
                case SIGNATURE -> "signature";
                case OTHER -> "of another kind";
            };
        }

        /** Where the keys of its maker are. */
        public String keys() {
            return "/vendors/" + (vendor == null ? "own-builds" : vendor) + "/keys";
        }

        public boolean isSbom() {
            return kind == Attestation.Kind.SBOM;
        }

        public boolean isOfBuild() {
            return kind == Attestation.Kind.PROVENANCE;
        }
    }

    /** Where a statement is from. */
    record Source(Instant recordedAt, long entry, UUID submission) {}

    /** The latest first. */
    List<Line> of(UUID image, Instant now, int most) {
        return jdbc.sql(STATED)
                .param("image", image)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("most", most)
                .query(ImageAttestations::line)
                .list();
    }

    private static Line line(ResultSet row, int n) throws SQLException {
        return new Line(
                Attestation.Kind.valueOf(row.getString("kind")),
                Visible.line(row.getString("predicate_type")),
                new SignatureState(row.getString("standing"), row.getString("why")),
                row.getObject("key_entry", Long.class),
                Columns.maybeAt(row, "verified_since"),
                new Source(
                        Columns.at(row, "recorded_at"), row.getLong("entry_index"), Columns.id(row, "submission_id")),
                new Attestation.Provenance(
                        Visible.line(row.getString("builder")),
                        Visible.line(row.getString("build_type")),
                        Visible.line(row.getString("source")),
                        Visible.line(row.getString("revision")),
                        Columns.maybeAt(row, "finished_at")),
                row.getString("vendor"));
    }
}
