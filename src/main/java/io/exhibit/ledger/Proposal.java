package io.exhibit.ledger;

import io.exhibit.kernel.InvalidRequest;
import io.exhibit.kernel.Written;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What one person proposed by an entry of the ledger, until when it waits for another, and what that one said; decided is null while nobody
 * said anything. What nobody decides lapses by the time alone. Refusals are {@link InvalidRequest}.
 */
public interface Proposal {

    /** Days that a proposal waits. Its entry says those that count for it; the first did not, and waited as long. */
    int WAITS = 30;

    /** Where its entry says so. */
    String WAITS_DAYS = "waitsDays";

    /** The most characters that are said to it. */
    int LONGEST = 2000;

    long entry();

    Act proposed();

    Instant lapsesAt();

    @Nullable
    Decided decided();

    /** What was decided, and what was said to it. */
    record Decided(Act act, boolean approved, String comment) {

        public String words() {
            return approved ? "approved" : "refused";
        }

        /** From the columns of {@link Act#read} for "decided", approved and comment; null: nobody decided. */
        public static @Nullable Decided read(ResultSet row) throws SQLException {
            Act act = Act.read(row, "decided");
            return act == null ? null : new Decided(act, row.getBoolean("approved"), row.getString("comment"));
        }
    }

    /** Whether another person may still approve it. */
    default boolean waits(Instant at) {
        return decided() == null && lapsesAt().isAfter(at);
    }

    default boolean isApproved() {
        Decided decided = decided();
        return decided != null && decided.approved();
    }

    /** Where it stands at a time, in a word or two. */
    default String standing(Instant at) {
        Decided decided = decided();
        if (decided != null) {
            return decided.words();
        }
        return lapsesAt().isAfter(at) ? "waits for another person" : "lapsed";
    }

    /** Refuses what waits no more; again: what to do then. */
    default void checkWaits(Instant at, String again) {
        Decided decided = decided();
        if (decided != null) {
            throw new InvalidRequest("It was " + decided.words() + " already.");
        }
        if (!waits(at)) {
            throw new InvalidRequest(
                    "It lapsed on " + Written.day(lapsesAt()) + ", since nobody had approved it: " + again + ".");
        }
    }

    /** Refuses whoever proposed it; did: what they did, as "proposed". */
    default void checkApprover(UUID person, String did) {
        if (person.equals(proposed().id())) {
            throw new InvalidRequest("Somebody else than the one who " + did + " it approves it.");
        }
    }

    /** When a proposal lapses that nobody decides about. */
    static Instant lapsesAt(Decision proposal) {
        return proposal.recordedAt()
                .plus(Duration.ofDays(proposal.detail().path(WAITS_DAYS).asInt(WAITS)));
    }

    /** Whoever says no says why. */
    static void checkRefusal(String comment) {
        if (comment.isBlank()) {
            throw new InvalidRequest("Say why it is refused.");
        }
    }

    /** What is said to it, as it is kept. */
    static String comment(String said) {
        if (said.length() > LONGEST) {
            throw new InvalidRequest("Say it in at most " + LONGEST + " characters.");
        }
        return said.strip();
    }
}
