package io.exhibit.estate;

import io.exhibit.kernel.Columns;
import io.exhibit.kernel.Excerpt;
import io.exhibit.kernel.Period;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Transactional;

/** Which workloads ran a component on any day of a period, as far as it is known what is in their images. */
@org.springframework.stereotype.Component
class ComponentSearch {

    /** When systems were in scope; asked about everything, nobody looks. */
    private static final String SCOPED = """
            WITH scoped AS MATERIALIZED (
                SELECT s.system_id, s.since, s.until
                  FROM estate.scope_span(:scope) s
                 WHERE s.since < :to AND s.until > :from
            ),
            """;

    /**
     * The names first, then the images that have it, and of their stays those that touch the period (used, each with a number n).
     * Inside: whoever had it while it ran, and was in scope at any moment of that, as its target was attributed, else as it is known now.
     */
    private static final String USES = SCOPED + """
            named AS MATERIALIZED (
                SELECT n.name
                  FROM estate.named_component n
                 WHERE n.name LIKE estate.like_pattern(:name) OR n.short_name LIKE estate.like_pattern(:name)
            ), found AS (
                SELECT c.image_id, c.name, c.version, min(c.purl) AS purl
                  FROM named n
                  JOIN estate.component c ON lower(c.name) = n.name
                 WHERE c.version LIKE estate.like_pattern(:version)
                 GROUP BY c.image_id, c.name, c.version, split_part(c.purl, '?', 1)
            ), used AS MATERIALIZED (
                SELECT f.*, i.lineage, i.repository, i.tag, i.digest, row_number() OVER () AS n,
                       d.id AS stay, d.environment, d.cluster, d.namespace, d.workload, d.from_at, d.to_at,
                       greatest(d.from_at, :from) AS since, least(d.to_at, :to) AS until, t.id AS target_id,
                       coalesce(t.system_id, d.system_id, estate.pub_system_of('IMAGE', d.cluster, i.repository)) AS system_id
                  FROM found f
                  JOIN estate.image i ON i.id = f.image_id
                  LEFT JOIN estate.pub_deployment d
                    ON d.image_id = f.image_id AND d.from_at < :to AND (d.to_at IS NULL OR d.to_at > :from)
                  LEFT JOIN LATERAL (
                       SELECT t.id, t.system_id
                         FROM estate.target t
                        WHERE t.kind = 'IMAGE' AND t.name = i.lineage
                          AND (t.system_id IS NOT NULL
                               OR EXISTS (SELECT 1 FROM estate.earlier_system e WHERE e.target_id = t.id AND e.system_id IS NOT NULL))
                          AND t.environment IN ('', d.environment) AND t.cluster IN ('', d.cluster)
                          AND t.namespace IN ('', d.namespace) AND t.workload IN ('', d.workload)
                        ORDER BY t.workload DESC, t.namespace DESC, t.cluster DESC, t.environment DESC, t.id
                        LIMIT 1) t ON true
            ), inside AS (
                SELECT u.*
                  FROM used u
                 WHERE :scope = 'all'
                    OR u.n IN (SELECT o.n
                                 FROM (SELECT w.n, w.since, w.until, h.system_id, h.since AS had_since, h.until AS had_until
                                         FROM used w
                                         JOIN estate.system_span h ON h.target_id = w.target_id
                                       UNION ALL
                                       SELECT w.n, w.since, w.until, w.system_id, '-infinity', 'infinity'
                                         FROM used w
                                         LEFT JOIN estate.target t ON t.id = w.target_id
                                        WHERE t.system_id IS NULL) o
                                 JOIN scoped s ON s.system_id = o.system_id
                                WHERE greatest(s.since, o.since, o.had_since) < least(s.until, o.until, o.had_until))
            )
            """;

    /** The figures of all uses beside each of the first, or alone: what both rest on is what takes the time. */
    private static final String LISTED = USES + """
            SELECT t.*, f.*
              FROM (SELECT count(DISTINCT (u.environment, u.cluster, u.namespace, u.workload)) FILTER (WHERE u.stay IS NOT NULL) AS workloads,
                           count(DISTINCT u.system_id) FILTER (WHERE u.stay IS NOT NULL) AS systems,
                           count(DISTINCT u.image_id) FILTER (WHERE u.stay IS NOT NULL) AS images,
                           count(DISTINCT u.image_id) FILTER (WHERE u.stay IS NULL) AS unstated
                      FROM inside u) t
              LEFT JOIN (SELECT u.*, s.code, s.name AS system_name,
                                row_number() OVER (ORDER BY u.stay IS NULL, u.to_at IS NOT NULL, s.name, u.environment, u.cluster,
                                                            u.namespace, u.workload, u.from_at DESC, u.image_id, u.name, u.version, u.purl) AS place
                           FROM inside u
                           LEFT JOIN estate.system s ON s.id = u.system_id
                          ORDER BY place
                          LIMIT :most) f ON true
             ORDER BY f.place
            """;

    /** What ran is gathered first: to look for the deployments of each image would take as long as there are images. */
    private static final String COVERAGE = SCOPED + """
            ran AS MATERIALIZED (
                SELECT d.identity, d.digest, d.config, bool_or(:scope = 'all' OR s.system_id IS NOT NULL) AS wanted
                  FROM estate.pub_interval d
                  LEFT JOIN scoped s
                    ON :scope <> 'all' AND s.system_id = d.system_id AND s.until > d.from_at AND (d.to_at IS NULL OR d.to_at > s.since)
                 WHERE d.from_at < :to AND (d.to_at IS NULL OR d.to_at > :from) AND d.until_at > :from
                 GROUP BY d.identity, d.digest, d.config
            )
            SELECT count(*) AS images, count(*) FILTER (WHERE NOT r.listed) AS unlisted
              FROM (SELECT EXISTS (SELECT 1 FROM estate.component c WHERE c.image_id = i.id) AS listed
                      FROM estate.image i
                     WHERE (i.identity IN (SELECT ran.identity FROM ran)
                            OR i.digest IN (SELECT ran.digest FROM ran WHERE ran.digest IS NOT NULL)
                            OR i.image_id IN (SELECT ran.config FROM ran WHERE ran.config IS NOT NULL))
                       AND (:scope = 'all'
                            OR i.lineage IN (
                                SELECT t.name
                                  FROM scoped s
                                  JOIN estate.system_span h ON h.system_id = s.system_id
                                  JOIN estate.target t ON t.id = h.target_id AND t.kind = 'IMAGE'
                                 WHERE greatest(s.since, h.since, :from) < least(s.until, h.until, :to)))
                    UNION ALL
                    SELECT false
                      FROM ran
                     WHERE NOT EXISTS (SELECT 1 FROM estate.image i WHERE i.identity = ran.identity)
                       AND NOT EXISTS (SELECT 1 FROM estate.image i WHERE i.digest = ran.digest)
                       AND NOT EXISTS (SELECT 1 FROM estate.image i WHERE i.image_id = ran.config)
                     GROUP BY ran.identity
                    HAVING bool_or(ran.wanted)) AS r
            """;

    private final JdbcClient jdbc;

    ComponentSearch(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Name and version may hold *; an empty version is any. */
    record Question(String name, String version, Period period, Scope scope) {}

    /** How many workloads of how many systems ran it, in how many images; and the images that have it and were not stated to run. */
    record Figures(long workloads, long systems, long images, long unstated) {}

    record Answer(Figures figures, Excerpt<Use> uses) {}

    /** Images that ran in the period and in scope, and those of them of which nobody has listed the components. */
    record Coverage(long images, long unlisted) {}

    /** That a workload ran an image with the component; no place: nobody said that the image ran. */
    record Use(
            Component component,
            UUID image,
            ImageReference reference,
            Place place,
            @Nullable Instant from,
            @Nullable Instant to,
            @Nullable String system,
            @Nullable String systemName) {

        public String where() {
            return String.join(
                    " / ",
                    Stream.of(place.environment(), place.cluster(), place.namespace(), place.workload())
                            .filter(part -> !part.isEmpty())
                            .toList());
        }
    }

    /** The figures of all uses, and the first of them. */
    Answer answer(Question question, int room) {
        List<Use> uses = new ArrayList<>();
        List<Figures> figures = bound(LISTED, question)
                .param("most", room + 1)
                .query((rs, n) -> {
                    use(rs).ifPresent(uses::add);
                    return figures(rs);
                })
                .list();
        return new Answer(figures.getFirst(), Excerpt.of(uses, room));
    }

    /** All of them, one after another. */
    @Transactional(readOnly = true)
    public void each(Question question, Consumer<Use> row) {
        try (Stream<Optional<Use>> uses = bound(LISTED, question)
                .withFetchSize(500)
                .param("most", Integer.MAX_VALUE)
                .query((rs, n) -> use(rs))
                .stream()) {
            uses.flatMap(Optional::stream).forEach(row);
        }
    }

    Coverage coverage(Question question) {
        return bound(COVERAGE, question).query(Coverage.class).single();
    }

    private JdbcClient.StatementSpec bound(String sql, Question question) {
        return jdbc.sql(sql)
                .param("name", question.name())
                .param("version", question.version().isEmpty() ? "*" : question.version())
                .param("scope", question.scope().text())
                .param("from", question.period().from().atOffset(ZoneOffset.UTC))
                .param("to", question.period().to().atOffset(ZoneOffset.UTC));
    }

    private static Optional<Use> use(ResultSet rs) throws SQLException {
        UUID image = rs.getObject("image_id", UUID.class);
        if (image == null) {
            return Optional.empty();
        }
        return Optional.of(new Use(
                new Component(rs.getString("name"), rs.getString("version"), rs.getString("purl"), ""),
                image,
                new ImageReference(rs.getString("repository"), rs.getString("tag"), rs.getString("digest")),
                new Place(text(rs, "environment"), text(rs, "cluster"), text(rs, "namespace"), text(rs, "workload")),
                Columns.maybeAt(rs, "from_at"),
                Columns.maybeAt(rs, "to_at"),
                rs.getString("code"),
                rs.getString("system_name")));
    }

    private static Figures figures(ResultSet rs) throws SQLException {
        return new Figures(
                rs.getLong("workloads"), rs.getLong("systems"), rs.getLong("images"), rs.getLong("unstated"));
    }

    private static String text(ResultSet rs, String column) throws SQLException {
        String text = rs.getString(column);
        return text == null ? "" : text;
    }
}
