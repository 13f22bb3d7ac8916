package io.exhibit.assessment;

import io.exhibit.documents.Topic;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The populations of the checks that ask for documents: each that was on file in the period, and each that is expected and was not. The first
 * version of a document counts from its own first day, a later one from its approval on, so that nothing that is filed late closes a gap.
 */
final class DocumentsHeld {

    /** SQL: each document goes on by itself, as long as it is not withdrawn. */
    static final String BY_ITSELF = "d.line";

    /** SQL: each report takes the place of the one before, whether it says so or not. */
    static final String ONE_AFTER_THE_OTHER = "min(d.line) OVER (PARTITION BY d.topic)";

    private static final String POPULATION = """
            WITH asked AS (
                SELECT k.topic, k.words
                  FROM unnest(:topics::text[], :topic_words::text[], :topic_profiles::text[]) AS k (topic, words, profile)
                 WHERE k.profile = :profile
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
                       min(min(h.from_at) FILTER (WHERE h.approved_at IS NOT NULL)) OVER (PARTITION BY h.topic) AS topic_at,
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

    private DocumentsHeld() {}

    /** The population; days: after how many days at the latest one of them is too old, line: what follows what. */
    static String population(String days, String line) {
        return POPULATION.replace(":days", days).replace(":line", line);
    }

    /** Which documents are expected under which profile. */
    static Map<String, Object> expected(Topic.Question question) {
        List<Topic.Expected> expected = Topic.of(question);
        return Map.of(
                "topics", texts(expected, Topic.Expected::topic),
                "topic_words", texts(expected, Topic.Expected::words),
                "topic_profiles", texts(expected, Topic.Expected::profile));
    }

    private static String[] texts(List<Topic.Expected> expected, Function<Topic.Expected, String> text) {
        return expected.stream().map(text).toArray(String[]::new);
    }
}
