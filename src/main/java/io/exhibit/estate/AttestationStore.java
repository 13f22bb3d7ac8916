package io.exhibit.estate;

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

/** The rows of attestations. What their signatures cover is not among them: it is in the original. */
@Repository
class AttestationStore {

    private final JdbcClient jdbc;

    AttestationStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    static UUID id(Instant receivedAt, UUID submission, int n) {
        return DerivedId.of(receivedAt, "attestation", submission + " " + n);
    }

    Writing begin(Submission submission) {
        return new Writing(submission);
    }

    /** One document while it is read; it is about so little that all of its rows are held until its end. */
    final class Writing {

        private final Submission submission;
        private final List<Attestation.Statement> statements = new ArrayList<>();
        private final List<Attestation.Form> forms = new ArrayList<>();
        private final List<Part<Attestation.Subject>> subjects = new ArrayList<>();
        private final List<Part<Attestation.Signature>> signatures = new ArrayList<>();

        private Writing(Submission submission) {
            this.submission = submission;
        }

        void add(Attestation attestation) {
            UUID id = id(submission.receivedAt(), submission.id(), statements.size());
            statements.add(attestation.statement());
            forms.add(attestation.form());
            for (Attestation.Subject subject : attestation.statement().subjects()) {
                subjects.add(new Part<>(id, subjects.size(), subject));
            }
            for (int n = 0; n < attestation.signatures().size(); n++) {
                signatures.add(new Part<>(id, n, attestation.signatures().get(n)));
            }
        }

        void end() {
            writeStatements();
            writeSubjects();
            writeSignatures();
        }

        private void writeStatements() {
            jdbc.sql("""
                    INSERT INTO estate.attestation (id, submission_id, n, entry_index, recorded_at, form, kind, predicate_type, builder,
                                                    build_type, source, revision, finished_at)
                    SELECT t.id, :submission, t.n - 1, :entry, :at, t.form, t.kind, t.predicate_type, t.builder, t.build_type, t.source,
                           t.revision, t.finished_at
                      FROM unnest(:ids::uuid[], :forms::text[], :kinds::text[], :types::text[], :builders::text[], :buildTypes::text[],
                                  :sources::text[], :revisions::text[], :finished::timestamptz[])
                           WITH ORDINALITY AS t (id, form, kind, predicate_type, builder, build_type, source, revision, finished_at, n)
                    """)
                    .param("submission", submission.id())
                    .param("entry", submission.entryIndex())
                    .param("at", submission.receivedAt().atOffset(ZoneOffset.UTC))
                    .param("ids", ids())
                    .param("forms", forms.stream().map(Enum::name).toArray(String[]::new))
                    .param("kinds", column(one -> one.kind().name()))
                    .param("types", column(Attestation.Statement::predicateType))
                    .param("builders", column(one -> one.provenance().builder()))
                    .param("buildTypes", column(one -> one.provenance().buildType()))
                    .param("sources", column(one -> one.provenance().source()))
                    .param("revisions", column(one -> one.provenance().revision()))
                    .param("finished", column(one -> text(one.provenance().finishedAt())))
                    .update();
        }

        private String[] ids() {
            String[] ids = new String[statements.size()];
            for (int n = 0; n < ids.length; n++) {
                ids[n] = id(submission.receivedAt(), submission.id(), n).toString();
            }
            return ids;
        }

        private @Nullable String[] column(Function<Attestation.Statement, @Nullable String> column) {
            return statements.stream().map(column).toArray(String[]::new);
        }

        private void writeSubjects() {
            jdbc.sql("""
                    INSERT INTO estate.attestation_subject (attestation_id, n, digest, name)
                    SELECT * FROM unnest(:ids::uuid[], :ns::int[], :digests::text[], :names::text[])
                    """)
                    .param("ids", Part.ids(subjects))
                    .param("ns", Part.numbers(subjects))
                    .param(
                            "digests",
                            subjects.stream().map(part -> part.what().digest()).toArray(String[]::new))
                    .param(
                            "names",
                            subjects.stream().map(part -> part.what().name()).toArray(String[]::new))
                    .update();
        }

        private void writeSignatures() {
            jdbc.sql("""
                    INSERT INTO estate.attestation_signature (attestation_id, n, key_hint, certificate)
                    SELECT * FROM unnest(:ids::uuid[], :ns::int[], :hints::text[], :certificates::boolean[])
                    """)
                    .param("ids", Part.ids(signatures))
                    .param("ns", Part.numbers(signatures))
                    .param(
                            "hints",
                            signatures.stream()
                                    .map(part -> part.what().keyHint())
                                    .toArray(String[]::new))
                    .param(
                            "certificates",
                            signatures.stream()
                                    .map(part -> part.what().certificate())
                                    .toArray(Boolean[]::new))
                    .update();
        }
    }

    /** Something of a statement, with its number. */
    private record Part<T>(UUID of, int n, T what) {

        static String[] ids(List<? extends Part<?>> parts) {
            return parts.stream().map(part -> part.of().toString()).toArray(String[]::new);
        }

        static Integer[] numbers(List<? extends Part<?>> parts) {
            return parts.stream().map(Part::n).toArray(Integer[]::new);
        }
    }

    private static @Nullable String text(@Nullable Instant at) {
        return at == null ? null : at.toString();
    }
}
