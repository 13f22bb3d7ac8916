package io.exhibit.assessment;

/** What ran in the period, as clusters and senders of scans stated it by the time that counts. */
final class Ran {

    /** SQL: the condition of an interval d that overlaps the period and was known. */
    static final String THEN = """
            d.from_at < :judged_at AND d.opened_at <= :as_of AND (d.to_at IS NULL OR d.to_at > :from)
            """;

    /** SQL: the condition of an interval d in the scope. */
    static final String IN_SCOPE = """
            (:scope = 'all' OR d.system_id IN (SELECT i.system_id FROM estate.pub_system_in(:scope, :judged_at, :as_of) i))
            """;

    /**
     * SQL: each image that ran in the scope, once for each system, from when to when (ended_at null: it still runs), without looking for
     * its bytes.
     */
    static final String IMAGES = """
            SELECT d.system_id, d.identity, min(d.repository) AS repository, min(d.digest) AS digest, min(d.config) AS config,
                   min(d.from_at) AS from_at, min(d.id::text)::uuid AS run,
                   CASE WHEN bool_and(d.to_at IS NOT NULL AND d.to_at <= :judged_at) THEN max(d.to_at) END AS ended_at
              FROM estate.pub_interval d
             WHERE
            """ + THEN + " AND " + IN_SCOPE + """
             GROUP BY d.system_id, d.identity
            """;

    /** SQL: the row of an image that ran (r), under whichever name the same bytes are known; none when it was never scanned. */
    static final String IMAGE = """
            LEFT JOIN LATERAL (SELECT i.*
                                 FROM estate.pub_image i
                                WHERE (i.identity = r.identity OR i.digest = r.digest OR i.image_id = r.config)
                                  AND i.first_seen_at <= :as_of
                                ORDER BY (i.identity = r.identity) DESC, (i.os_family IS NULL), i.id
                                LIMIT 1) m ON true
            """;

    private Ran() {}
}
