package io.exhibit.assessment;

import io.exhibit.documents.Topic;
import java.util.Map;

/**
 * C24, C26 and C28: was each document about a topic approved by another person and in date on every day? What it says is for people to read. The
 * first version of a document counts from its own first day, a later one from its approval on, so that nothing that is filed late closes a gap.
 */
class DocumentCheck extends Check {

    /** SQL: each document goes on by itself, as long as it is not withdrawn. */
    static final String BY_ITSELF = "d.line";

    /** SQL: each report takes the place of the one before, whether it says so or not. */
    static final String ONE_AFTER_THE_OTHER = "min(d.line) OVER ()";

    private static final String POPULATION = """
            WITH asked AS (
                SELECT :topic::text AS topic, :topic_words::text AS words
            ), held AS MATERIALIZED (
                SELECT e.line, e.topic, e.title, e.entry_index, e.until_at, e.approved_at, e.withdrawn_at,
                       least(CASE WHEN e.entry_index = e.line THEN e.from_at ELSE greatest(e.from_at, e.approved_at) END, e.until_at) AS from_at
                  FROM (SELECT d.topic, d.title, d.entry_index, d.from_at, least(d.until_at, d.from_at + interval '1 day' * (:days)) AS until_at,
                               CASE WHEN d.approved_at <= :as_of THEN d.approved_at END AS approved_at,
                               CASE WHEN d.withdrawn_at <= :as_of THEN d.withdrawn_at END AS withdrawn_at,
                               :line AS line
                          FROM asked a
                          JOIN documents.pub_document d ON d.topic = a.topic
                         WHERE d.filed_at <= :as_of AND (d.withdrawn_at IS NULL OR d.withdrawn_at > :from)) e
            ), summed AS (
                SELECT h.line, h.topic, (array_agg(h.title ORDER BY h.entry_index DESC))[1] AS title,
                       min(h.from_at) FILTER (WHERE h.approved_at IS NOT NULL) AS first_at,
                       max(h.until_at) FILTER (WHERE h.approved_at IS NOT NULL) AS until_at, min(h.approved_at) AS approved_at,
                       min(min(h.from_at) FILTER (WHERE h.approved_at IS NOT NULL)) OVER () AS topic_at,
                       CASE WHEN bool_and(h.withdrawn_at IS NOT NULL) THEN least(max(h.withdrawn_at), :judged_at) ELSE :judged_at END AS ends_at,
                       range_agg(tstzrange(h.from_at, h.until_at)) FILTER (WHERE h.approved_at IS NOT NULL) AS during
                  FROM held h
                 GROUP BY h.line, h.topic
            )
            SELECT concat_ws(' ', a.topic, s.line::text) AS key, a.words AS label, coalesce(s.title, 'none on file') AS about, '' AS system,
                   'DOCUMENT' AS kind, md5(concat_ws(' ', a.topic, s.line::text))::uuid AS subject, s.first_at AS starts_at,
                   s.until_at AS due_at, NULL::timestamptz AS done_at,
                   CASE WHEN s.line IS NULL THEN 'INSUFFICIENT not on file'
                        WHEN s.first_at IS NULL THEN 'INSUFFICIENT filed, and approved by nobody yet'
                        WHEN s.first_at >= :judged_at THEN 'INSUFFICIENT valid only later'
                        WHEN NOT s.during @> tstzrange(greatest(s.first_at, :from), greatest(s.ends_at, s.first_at, :from)) AND s.until_at < s.ends_at
                        THEN 'VIOLATED overdue'
                        WHEN NOT s.during @> tstzrange(greatest(s.first_at, :from), greatest(s.ends_at, s.first_at, :from))
                        THEN 'VIOLATED renewed only after it was overdue'
                        WHEN s.topic_at > :from THEN 'INSUFFICIENT not there for the first part of the period'
                        WHEN s.approved_at > greatest(s.first_at, :from) THEN 'SATISFIED in date by its own dates, and approved here later'
                        ELSE 'SATISFIED approved, and in date on every day' END AS outcome
              FROM asked a
              LEFT JOIN summed s ON s.topic = a.topic
            """;

    private final Topic topic;

    /** days: the parameter after how many days at the latest one of them is too old; line: what follows what. */
    DocumentCheck(String id, Topic topic, Noun noun, String days, String line) {
        super(
                id,
                1,
                Input.DOCUMENTED,
                noun,
                POPULATION.replace(":days", ":" + days).replace(":line", line),
                days);
        this.topic = topic;
    }

    @Override
    Map<String, Object> lookedUp() {
        return Map.of("topic", topic.name(), "topic_words", topic.words());
    }
}
