package io.exhibit.hardening;

import io.exhibit.kernel.Columns;
import io.exhibit.kernel.InvalidRequest;
import io.exhibit.kernel.Sha256;
import io.exhibit.ledger.Actor;
import io.exhibit.ledger.Decision;
import io.exhibit.ledger.Decisions;
import io.exhibit.ledger.Draft;
import io.exhibit.ledger.Ledger;
import io.exhibit.ledger.Originals;
import io.exhibit.ledger.Spool;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Comparisons kept as evidence: what was compared is an original of the ledger with an entry of its own, and is shown as it was then. */
@Component
public class KeptComparisons {

    static final String KEPT = "comparison.kept";

    private static final int LARGEST = 64 * 1024 * 1024;
    private static final int LONGEST_WORDS = 2000;

    private final JdbcClient jdbc;
    private final Ledger ledger;
    private final Originals originals;
    private final Decisions decisions;

    KeptComparisons(JdbcClient jdbc, Ledger ledger, Originals originals, Decisions decisions) {
        this.jdbc = jdbc;
        this.ledger = ledger;
        this.originals = originals;
        this.decisions = decisions;
    }

    /** Keeps it, with the words of the one who does; the index of the ledger entry. */
    @Transactional
    public long keep(Comparison comparison, String words, Actor by) throws IOException {
        if (words.isBlank() || words.length() > LONGEST_WORDS) {
            throw new InvalidRequest("Say what was done and why, in at most " + LONGEST_WORDS + " characters.");
        }
        if (!comparison.tells()) {
            throw new InvalidRequest("Nothing is told of these two images, so there is nothing to keep.");
        }
        try (Spool bytes = Spool.read(new ByteArrayInputStream(comparison.bytes()), LARGEST)) {
            return keep(KeptComparison.About.of(comparison, words.strip()), bytes, by);
        }
    }

    private long keep(KeptComparison.About about, Spool bytes, Actor by) throws IOException {
        // First what takes longest: others wait for the ledger from then on.
        originals.storeParts(bytes);
        ledger.lock();
        of(bytes.sha256()).ifPresent(known -> {
            throw new InvalidRequest("This comparison is kept already, by entry " + known + " of the ledger.");
        });
        originals.storeHeads(List.of(bytes));
        Map<String, Object> detail = about.detail();
        detail.put("sha256", bytes.sha256().hex());
        detail.put("size", bytes.size());
        Decision decision = decisions.make(
                new Draft(KEPT, by, detail, bytes.sha256(), bytes.size(), 1), about.before() + " and " + about.after());
        enter(decision);
        return decision.index();
    }

    /** What the decision comes to, when it is made and when all is made anew from the ledger. */
    void enter(Decision decision) {
        KeptComparison.About about = KeptComparison.About.of(decision.detail());
        KeptComparison.Figures figures = about.figures();
        jdbc.sql("""
                INSERT INTO hardening.comparison (entry_index, repository, before_identity, after_identity, words, sha256, size,
                                                  packages_before, packages_after, vulnerabilities_removed, vulnerabilities_added,
                                                  vulnerabilities_still, kept_at, kept_by)
                VALUES (:entry, :repository, :before, :after, :words, :sha256, :size, :packagesBefore, :packagesAfter, :removed, :added,
                        :still, :at, :by::uuid)
                """)
                .param("entry", decision.index())
                .param("repository", about.repository())
                .param("before", about.before())
                .param("after", about.after())
                .param("words", about.words())
                .param("sha256", new Sha256(decision.detail().get("sha256").asString()).bytes())
                .param("size", decision.detail().get("size").asLong())
                .param("packagesBefore", figures.packagesBefore())
                .param("packagesAfter", figures.packagesAfter())
                .param("removed", figures.removed())
                .param("added", figures.added())
                .param("still", figures.still())
                .param("at", decision.recordedAt().atOffset(ZoneOffset.UTC))
                .param("by", decision.by())
                .update();
    }

    /** The entry that keeps these very bytes. */
    Optional<Long> of(Sha256 bytes) {
        return jdbc.sql("SELECT c.entry_index FROM hardening.comparison c WHERE c.sha256 = :sha256")
                .param("sha256", bytes.bytes())
                .query(Long.class)
                .optional();
    }

    /** Which are asked for: of one repository or of all, kept by a time, before an entry. */
    record Question(@Nullable String repository, Instant asOf, long below) {}

    /** The latest first. */
    List<KeptComparison> page(Question question, int most) {
        return jdbc.sql("""
                SELECT c.*, encode(c.sha256, 'hex') AS hex, p.name AS keeper
                  FROM hardening.comparison c
                  LEFT JOIN access.pub_person p ON p.id = c.kept_by
                 WHERE c.kept_at <= :asOf AND c.entry_index < :below AND (:repository::text IS NULL OR c.repository = :repository)
                 ORDER BY c.entry_index DESC
                 LIMIT :most
                """)
                .param("asOf", question.asOf().atOffset(ZoneOffset.UTC))
                .param("below", question.below())
                .param("repository", question.repository())
                .param("most", most)
                .query(KeptComparisons::kept)
                .list();
    }

    Optional<KeptComparison> one(long entry, Instant now) {
        return page(new Question(null, now, entry + 1), 1).stream()
                .filter(kept -> kept.entry() == entry)
                .findFirst();
    }

    /** As it was kept; empty when what is stored is not what was kept. */
    Optional<Comparison> open(KeptComparison kept) {
        if (kept.size() > LARGEST || !originals.isKept(new Sha256(kept.sha256()))) {
            return Optional.empty();
        }
        try (InputStream in = originals.open(new Sha256(kept.sha256()))) {
            byte[] bytes = in.readNBytes(LARGEST);
            return Sha256.of(bytes).hex().equals(kept.sha256())
                    ? Optional.of(Comparison.read(bytes))
                    : Optional.empty();
        } catch (IOException | UncheckedIOException damaged) {
            return Optional.empty();
        }
    }

    private static KeptComparison kept(ResultSet rs, int n) throws SQLException {
        return new KeptComparison(
                rs.getLong("entry_index"),
                new KeptComparison.About(
                        rs.getString("repository"),
                        rs.getString("before_identity"),
                        rs.getString("after_identity"),
                        rs.getString("words"),
                        new KeptComparison.Figures(
                                rs.getObject("packages_before", Integer.class),
                                rs.getObject("packages_after", Integer.class),
                                rs.getObject("vulnerabilities_removed", Integer.class),
                                rs.getObject("vulnerabilities_added", Integer.class),
                                rs.getObject("vulnerabilities_still", Integer.class))),
                rs.getString("hex"),
                rs.getLong("size"),
                Columns.at(rs, "kept_at"),
                rs.getString("keeper"));
    }
}
