package io.exhibit.intake;

import io.exhibit.kernel.InvalidRequest;
import io.exhibit.kernel.NotFound;
import io.exhibit.ledger.ActivityTrail;
import io.exhibit.ledger.Actor;
import io.exhibit.ledger.Draft;
import io.exhibit.ledger.Ledger;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * What people do with documents that could not be read: have them read again, or dismiss them, two people together. Everything is
 * decided under the ledger's lock: two people who press at once come one after the other.
 */
@Component
class Quarantine {

    /** As many are read again on one request; who has more asks again. */
    static final int MOST = 1000;

    private static final int LONGEST_REASON = 2000;

    /** In quarantine, not dismissed, and no replay of it waits for its turn. */
    private static final String OPEN = """
            SELECT s.id, s.kind, encode(s.sha256, 'hex') AS sha256, i.reason, i.detail, i.reader, i.interpreted_at
              FROM intake.interpretation i
              JOIN intake.submission s ON s.id = i.submission_id
             WHERE i.state = 'QUARANTINED'
               AND NOT EXISTS (SELECT 1 FROM intake.dismissal d
                                WHERE d.submission_id = s.id AND d.confirmed_at IS NOT NULL)
               AND NOT EXISTS (SELECT 1 FROM intake.waiting w WHERE w.submission_id = s.id)
            """;

    private final JdbcClient jdbc;
    private final Ledger ledger;
    private final ActivityTrail trail;
    private final Clock clock;

    Quarantine(JdbcClient jdbc, Ledger ledger, ActivityTrail trail, Clock clock) {
        this.jdbc = jdbc;
        this.ledger = ledger;
        this.trail = trail;
        this.clock = clock;
    }

    private record Open(
            UUID id,
            String kind,
            String sha256,
            String reason,
            String detail,
            String reader,
            OffsetDateTime interpretedAt) {

        Map<String, Object> item() {
            return Map.of("submission", id.toString(), "sha256", sha256, "reason", reason, "reader", reader);
        }
    }

    private record Proposal(UUID proposedBy, String reason) {}

    /** Has a document read again, in the turn of the entry that says so. */
    @Transactional
    void replay(UUID submission, Actor by) {
        ledger.lock();
        enter(List.of(open(submission)), by);
    }

    /** All documents that this reader could not read for this reason; how many that were, at most {@link #MOST}. */
    @Transactional
    int replayAll(String kind, String reason, String reader, Actor by) {
        ledger.lock();
        List<Open> all = jdbc.sql(OPEN + """
                   AND s.kind = :kind AND i.reason = :reason AND i.reader = :reader
                 ORDER BY s.entry_index, s.position
                 LIMIT :most
                """)
                .param("kind", kind)
                .param("reason", reason)
                .param("reader", reader)
                .param("most", MOST)
                .query(Open.class)
                .list();
        if (!all.isEmpty()) {
            enter(all, by);
        }
        return all.size();
    }

    private void enter(List<Open> all, Actor by) {
        Map<String, Object> detail =
                Map.of("items", all.stream().map(Open::item).toList(), "by", by.name());
        long index = ledger.append(new Draft("submission.replayed", by, detail, null, 0, all.size()))
                .index();
        jdbc.sql("""
                INSERT INTO intake.replay (entry_index, position, submission_id, kind, requested_by, requested_at,
                                           reason, detail, reader, read_at)
                SELECT :index, t.n - 1, i.submission_id, s.kind, :by, :now, i.reason, i.detail, i.reader, i.interpreted_at
                  FROM unnest(:ids::uuid[]) WITH ORDINALITY AS t (id, n)
                  JOIN intake.interpretation i ON i.submission_id = t.id
                  JOIN intake.submission s ON s.id = t.id
                """)
                .param("index", index)
                .param("ids", all.stream().map(Open::id).toArray(UUID[]::new))
                .param("by", person(by))
                .param("now", now())
                .update();
        all.forEach(document -> trail.record(by, "submission.replayed", "submission " + document.id()));
    }

    /** Says that a document need not be read. It stays in quarantine until somebody else says so too. */
    @Transactional
    void propose(UUID submission, String reason, Actor by) {
        ledger.lock();
        Open document = open(submission);
        String why = checked(reason);
        if (jdbc.sql(
                        "SELECT EXISTS (SELECT 1 FROM intake.dismissal WHERE submission_id = :id AND withdrawn_at IS NULL)")
                .param("id", submission)
                .query(Boolean.class)
                .single()) {
            throw new InvalidRequest("Its dismissal is proposed already: somebody else confirms or withdraws it.");
        }
        long index = enter("quarantine.dismissal-proposed", document, why, by);
        jdbc.sql("""
                INSERT INTO intake.dismissal (proposed_entry, submission_id, reason, proposed_by, proposed_at)
                VALUES (:index, :id, :reason, :by, :now)
                """)
                .param("index", index)
                .param("id", submission)
                .param("reason", why)
                .param("by", person(by))
                .param("now", now())
                .update();
    }

    /** The second person agrees: the document is dismissed, its bytes are kept. */
    @Transactional
    void confirm(UUID submission, Actor by) {
        ledger.lock();
        Open document = open(submission);
        Proposal proposal = proposal(submission);
        if (proposal.proposedBy().equals(person(by))) {
            throw new InvalidRequest("Who proposed a dismissal does not confirm it: that takes a second person.");
        }
        end("confirmed", submission, enter("quarantine.dismissed", document, proposal.reason(), by), by);
    }

    /** Takes a proposal back, whoever made it. */
    @Transactional
    void withdraw(UUID submission, Actor by) {
        ledger.lock();
        Proposal proposal = proposal(submission);
        Map<String, Object> detail =
                Map.of("submission", submission.toString(), "reason", proposal.reason(), "by", by.name());
        trail.record(by, "quarantine.dismissal-withdrawn", "submission " + submission);
        long index = ledger.append(Draft.of("quarantine.dismissal-withdrawn", by, detail))
                .index();
        end("withdrawn", submission, index, by);
    }

    private long enter(String kind, Open document, String why, Actor by) {
        Map<String, Object> detail = Map.of(
                "submission", document.id().toString(),
                "sha256", document.sha256(),
                "unreadable", document.reason(),
                "reader", document.reader(),
                "reason", why,
                "by", by.name());
        trail.record(by, kind, "submission " + document.id());
        return ledger.append(Draft.of(kind, by, detail)).index();
    }

    /** How: confirmed or withdrawn, as the columns have it. */
    private void end(String how, UUID submission, long index, Actor by) {
        jdbc.sql("""
                UPDATE intake.dismissal
                   SET (HOW_entry, HOW_by, HOW_at) = (:index, :by, :now)
                 WHERE submission_id = :id AND confirmed_at IS NULL AND withdrawn_at IS NULL
                """.replace("HOW", how))
                .param("index", index)
                .param("by", person(by))
                .param("now", now())
                .param("id", submission)
                .update();
    }

    private Open open(UUID submission) {
        return jdbc.sql(OPEN + " AND s.id = :id")
                .param("id", submission)
                .query(Open.class)
                .optional()
                .orElseThrow(() -> isKnown(submission)
                        ? new InvalidRequest("It is not in quarantine any more, or waits to be read again already.")
                        : new NotFound("submission"));
    }

    private boolean isKnown(UUID submission) {
        return jdbc.sql("SELECT EXISTS (SELECT 1 FROM intake.submission WHERE id = :id)")
                .param("id", submission)
                .query(Boolean.class)
                .single();
    }

    private Proposal proposal(UUID submission) {
        return jdbc.sql("""
                SELECT proposed_by, reason
                  FROM intake.dismissal
                 WHERE submission_id = :id AND confirmed_at IS NULL AND withdrawn_at IS NULL
                """)
                .param("id", submission)
                .query(Proposal.class)
                .optional()
                .orElseThrow(() -> new InvalidRequest("No dismissal of it is proposed any more."));
    }

    private static String checked(String reason) {
        String why = reason.replace('\0', '\uFFFD').strip();
        if (why.isEmpty() || why.length() > LONGEST_REASON) {
            throw new InvalidRequest("Say why it need not be read, in at most " + LONGEST_REASON + " characters.");
        }
        return why;
    }

    /** Only people come here; a machine has no id among them. */
    private static UUID person(Actor by) {
        if (by.kind() != Actor.Kind.PERSON) {
            throw new InvalidRequest("Only a person who is signed in decides this.");
        }
        return Objects.requireNonNull(by.id());
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
