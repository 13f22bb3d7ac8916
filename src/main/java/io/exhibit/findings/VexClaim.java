package io.exhibit.findings;

import io.exhibit.kernel.Columns;
import io.exhibit.kernel.Visible;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What somebody states of a vulnerability in a product, as it came: a claim, which changes nothing by itself. */
record VexClaim(UUID id, String vulnerability, String status, Reasons reasons, Source source) {

    /** In the author's words. */
    record Reasons(String justification, String impact, String action, String notes) {}

    /** Who says that he says so, when, and where it stands. statedAt null: the document does not tell. */
    record Source(
            String author,
            String role,
            String document,
            String version,
            @Nullable Instant statedAt,
            Instant recordedAt,
            long entry,
            UUID submission) {

        public String authorWords() {
            return author.isEmpty() ? "somebody whom the document does not name" : author;
        }
    }

    public String words() {
        return status.replace('_', ' ');
    }

    public String tone() {
        return switch (status) {
            case "affected" -> "late";
            case "under_investigation" -> "soon";
            default -> "unknown";
        };
    }

    /** Somebody may ask that it be honoured: it says that the product is not affected, why in a word of VEX, and who says so. */
    public boolean isHonourable() {
        return status.equals("not_affected")
                && !reasons.justification().isEmpty()
                && !source.author().isEmpty();
    }

    static VexClaim read(ResultSet row, int n) throws SQLException {
        return new VexClaim(
                Columns.id(row, "id"),
                Visible.line(row.getString("vulnerability")),
                row.getString("status"),
                new Reasons(
                        Visible.line(row.getString("justification")),
                        Visible.text(row.getString("impact")),
                        Visible.text(row.getString("action")),
                        Visible.text(row.getString("notes"))),
                new Source(
                        Visible.line(row.getString("author")),
                        Visible.line(row.getString("role")),
                        Visible.line(row.getString("identifier")),
                        Visible.line(row.getString("version")),
                        Columns.maybeAt(row, "stated_at"),
                        Columns.at(row, "recorded_at"),
                        row.getLong("entry_index"),
                        Columns.id(row, "submission_id")));
    }
}
