package io.exhibit.intake;

import io.exhibit.intake.ReferenceFeed.Standing;
import io.exhibit.intake.ReferenceFeed.Validators;
import io.exhibit.kernel.Columns;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** When catalogues were fetched, how that went, and which replica is at it. */
@Repository
class ReferenceFeeds {

    private final JdbcClient jdbc;
    private final Clock clock;

    ReferenceFeeds(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** How soon one that failed is tried again, and after how long another replica may try. */
    record Patience(Duration again, Duration claim) {}

    /** Claims it when it is due and nobody is at it; what its server said last, of the same address. */
    Optional<Validators> claim(ReferenceFeed feed, Patience patience) {
        Instant now = clock.instant();
        return jdbc.sql("""
                INSERT INTO intake.reference_feed AS f (source, product, url, tried_at, claimed_until)
                VALUES (:source, :product, :url, :now, :until)
                ON CONFLICT (source, product) DO UPDATE
                   SET url = excluded.url, tried_at = excluded.tried_at, claimed_until = excluded.claimed_until,
                       etag = CASE WHEN f.url = excluded.url THEN f.etag END,
                       last_modified = CASE WHEN f.url = excluded.url THEN f.last_modified END
                 WHERE (f.claimed_until IS NULL OR f.claimed_until < :now)
                   AND (f.url <> excluded.url OR f.tried_at < CASE WHEN f.claimed_until IS NULL AND f.outcome <> 'FAILED' THEN :every::timestamptz
                                                                         ELSE :again::timestamptz END)
                RETURNING etag, last_modified
                """)
                .param("source", feed.source())
                .param("product", feed.product())
                .param("url", feed.url())
                .param("now", utc(now))
                .param("until", utc(now.plus(patience.claim())))
                .param("again", utc(now.minus(patience.again())))
                .param("every", utc(now.minus(feed.every())))
                .query((rs, n) -> new Validators(rs.getString("etag"), rs.getString("last_modified")))
                .optional();
    }

    /** It was loaded, or there was nothing new. Said: null keeps what the server said before. */
    void succeeded(ReferenceFeed feed, boolean loaded, @Nullable Validators said) {
        jdbc.sql("""
                UPDATE intake.reference_feed
                   SET outcome = :outcome, reason = '', succeeded_at = :now, claimed_until = NULL,
                       etag = CASE WHEN :said THEN :etag ELSE etag END,
                       last_modified = CASE WHEN :said THEN :modified ELSE last_modified END
                 WHERE source = :source AND product = :product
                """)
                .param("outcome", loaded ? "LOADED" : "UNCHANGED")
                .param("now", utc(clock.instant()))
                .param("said", said != null)
                .param("etag", said == null ? null : said.etag())
                .param("modified", said == null ? null : said.lastModified())
                .param("source", feed.source())
                .param("product", feed.product())
                .update();
    }

    void failed(ReferenceFeed feed, String reason) {
        jdbc.sql("""
                UPDATE intake.reference_feed
                   SET outcome = 'FAILED', reason = :reason, claimed_until = NULL
                 WHERE source = :source AND product = :product
                """)
                .param("reason", reason)
                .param("source", feed.source())
                .param("product", feed.product())
                .update();
    }

    /** How it stands with those that are set, tried or not. */
    List<Standing> standings(List<ReferenceFeed> set) {
        List<Standing> known = jdbc.sql("""
                SELECT source, product, url, tried_at, succeeded_at, outcome, reason FROM intake.reference_feed
                """)
                .query((rs, n) -> new Standing(
                        rs.getString("source"),
                        rs.getString("product"),
                        rs.getString("url"),
                        Columns.at(rs, "tried_at"),
                        Columns.maybeAt(rs, "succeeded_at"),
                        rs.getString("outcome"),
                        rs.getString("reason")))
                .list();
        return set.stream()
                .map(feed -> known.stream()
                        .filter(one -> one.source().equals(feed.source())
                                && one.product().equals(feed.product()))
                        .findFirst()
                        .orElse(new Standing(feed.source(), feed.product(), feed.url(), null, null, null, "")))
                .sorted(Comparator.comparing(Standing::source).thenComparing(Standing::product))
                .toList();
    }

    private static OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }
}
