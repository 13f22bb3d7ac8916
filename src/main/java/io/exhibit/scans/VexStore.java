package io.exhibit.scans;

import io.exhibit.intake.Submission;
import io.exhibit.kernel.DerivedId;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The rows of VEX documents, written in batches while they are read. */
@Repository
class VexStore {

    private static final int BATCH = 500;

    private final JdbcClient jdbc;

    VexStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Writing begin(Submission submission) {
        return new Writing(submission);
    }

    /** One document while it is read. Its own row comes first and is completed at the end. */
    final class Writing {

        private final Submission submission;
        private final UUID document;
        private final List<Row> rows = new ArrayList<>(BATCH);
        private int n;

        private Writing(Submission submission) {
            this.submission = submission;
            this.document = DerivedId.of(submission.receivedAt(), "vex", submission.id());
            jdbc.sql("""
                    INSERT INTO scans.vex_document (id, submission_id, entry_index, recorded_at, format, identifier, author, role,
                                                    version, stated_at, statements)
                    VALUES (:id, :submission, :entry, :at, '', '', '', '', '', NULL, 0)
                    """)
                    .param("id", document)
                    .param("submission", submission.id())
                    .param("entry", submission.entryIndex())
                    .param("at", submission.receivedAt().atOffset(ZoneOffset.UTC))
                    .update();
        }

        UUID document() {
            return document;
        }

        void add(VexStatement statement) {
            UUID id = DerivedId.of(submission.receivedAt(), "vex-statement", submission.id() + " " + n);
            rows.add(new Row(id, n++, statement));
            if (rows.size() == BATCH) {
                write();
            }
        }

        void end(VexDocument read, String format) {
            write();
            jdbc.sql("""
                    UPDATE scans.vex_document
                       SET format = :format, identifier = :identifier, author = :author, role = :role, version = :version,
                           stated_at = :stated::timestamptz, statements = :statements, called = :called
                     WHERE id = :id
                    """)
                    .param("id", document)
                    .param("format", format)
                    .param("identifier", read.identifier)
                    .param("author", read.author)
                    .param("role", read.role)
                    .param("version", read.version)
                    .param("stated", text(read.statedAt))
                    .param("statements", read.statements)
                    .param("called", read.called)
                    .update();
            jdbc.sql("""
                    UPDATE scans.vex_statement SET stated_at = :stated::timestamptz WHERE document_id = :id AND stated_at IS NULL
                    """)
                    .param("id", document)
                    .param("stated", text(read.statedAt))
                    .update();
        }

        private void write() {
            if (!rows.isEmpty()) {
                writeStatements();
                writeNames();
                writeProducts();
                rows.clear();
            }
        }

        private void writeStatements() {
            jdbc.sql("""
                    INSERT INTO scans.vex_statement (id, document_id, n, entry_index, recorded_at, vulnerability, status, justification,
                                                     impact, action, notes, stated_at)
                    SELECT t.id, :document, t.n, :entry, :at, t.vulnerability, t.status, t.justification, t.impact, t.action, t.notes,
                           t.stated
                      FROM unnest(:ids::uuid[], :ns::int[], :vulnerabilities::text[], :statuses::text[], :justifications::text[],
                                  :impacts::text[], :actions::text[], :notes::text[], :stated::timestamptz[])
                           AS t (id, n, vulnerability, status, justification, impact, action, notes, stated)
                    """)
                    .param("document", document)
                    .param("entry", submission.entryIndex())
                    .param("at", submission.receivedAt().atOffset(ZoneOffset.UTC))
                    .param("ids", column(row -> row.id().toString()))
                    .param("ns", rows.stream().map(Row::n).toArray(Integer[]::new))
                    .param("vulnerabilities", column(row -> row.statement().vulnerability()))
                    .param("statuses", column(row -> row.statement().status()))
                    .param(
                            "justifications",
                            column(row -> row.statement().reasons().justification()))
                    .param("impacts", column(row -> row.statement().reasons().impact()))
                    .param("actions", column(row -> row.statement().reasons().action()))
                    .param("notes", column(row -> row.statement().reasons().notes()))
                    .param("stated", column(row -> text(row.statement().statedAt())))
                    .update();
        }

        private void writeNames() {
            List<String[]> names = rows.stream()
                    .flatMap(row -> row.statement().names().stream()
                            .map(name -> new String[] {row.id().toString(), name}))
                    .toList();
            jdbc.sql("""
                    INSERT INTO scans.vex_name (statement_id, name) SELECT * FROM unnest(:ids::uuid[], :names::text[]) ON CONFLICT DO NOTHING
                    """)
                    .param("ids", names.stream().map(name -> name[0]).toArray(String[]::new))
                    .param("names", names.stream().map(name -> name[1]).toArray(String[]::new))
                    .update();
        }

        private void writeProducts() {
            List<UUID> owners = new ArrayList<>();
            List<Integer> numbers = new ArrayList<>();
            List<VexProduct> products = new ArrayList<>();
            for (Row row : rows) {
                for (int at = 0; at < row.statement().products().size(); at++) {
                    owners.add(row.id());
                    numbers.add(at);
                    products.add(row.statement().products().get(at));
                }
            }
            jdbc.sql("""
                    INSERT INTO scans.vex_product (statement_id, n, kind, product, part, repository, digest)
                    SELECT * FROM unnest(:ids::uuid[], :ns::int[], :kinds::text[], :products::text[], :parts::text[],
                                         :repositories::text[], :digests::text[])
                    """)
                    .param("ids", owners.stream().map(UUID::toString).toArray(String[]::new))
                    .param("ns", numbers.toArray(Integer[]::new))
                    .param(
                            "kinds",
                            products.stream().map(one -> one.kind().name()).toArray(String[]::new))
                    .param(
                            "products",
                            products.stream().map(VexProduct::product).toArray(String[]::new))
                    .param("parts", products.stream().map(VexProduct::part).toArray(String[]::new))
                    .param(
                            "repositories",
                            products.stream().map(VexProduct::repository).toArray(String[]::new))
                    .param("digests", products.stream().map(VexProduct::digest).toArray(String[]::new))
                    .update();
        }

        private @Nullable String[] column(Function<Row, @Nullable String> column) {
            return rows.stream().map(column).toArray(String[]::new);
        }
    }

    /** A statement with its id and its place in the document. */
    private record Row(UUID id, int n, VexStatement statement) {}

    private static @Nullable String text(@Nullable Instant at) {
        return at == null ? null : at.toString();
    }
}
