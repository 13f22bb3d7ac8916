package io.exhibit.estate;

import io.exhibit.kernel.AsOf;
import io.exhibit.kernel.Columns;
import io.exhibit.kernel.Cursor;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Images as people read them: what they are, whose, and where they ran at the time of the question. */
@Component
class ImageList {

    /** By what an image's operating system is found again: a text, so that it is compared with many at once. */
    static final String OS_KEY = "jsonb_build_array(i.os_family, i.os_name, i.os_eol)::text";

    private static final String IMAGES = """
            SELECT i.id, i.identity, i.repository, i.tag, i.digest, i.image_id, i.lineage, i.os_family, i.os_name, i.os_eol,
                   i.built_at, i.base_name, i.base_digest, i.first_seen_at, i.first_entry,
                   estate.pub_components_in(i.id) AS components,
                   d.running, d.place
              FROM estate.image i
              CROSS JOIN LATERAL (
                    SELECT count(DISTINCT (p.environment, p.cluster, p.namespace, p.workload)) AS running,
                           min(concat_ws(' / ', nullif(p.environment, ''), nullif(p.cluster, ''), nullif(p.namespace, ''),
                                         p.workload)) AS place
                      FROM estate.pub_deployment p
                     WHERE p.image_id = i.id AND p.from_at <= :asOf AND (p.to_at IS NULL OR p.to_at > :asOf)) d
            """;

    private static final String IN_SCOPE = """
             AND EXISTS (SELECT 1 FROM estate.target t
                          WHERE t.kind = 'IMAGE' AND t.name = i.lineage
                            AND t.id IN (SELECT s.target_id FROM {targets} s))
            """;

    private static final String OWNED = """
            (SELECT 1 FROM {owned targets} t
              WHERE t.kind = 'IMAGE' AND t.name = i.lineage AND t.system_id IS NOT NULL)
            """;

    private final JdbcClient jdbc;

    ImageList(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What is asked for. running: only what runs; unowned: of no system. */
    record Question(
            String search,
            String scope,
            Show show,
            AsOf asOf,
            @Nullable Cursor after) {

        /** The same beyond an image. */
        Question after(ImageLine last) {
            return new Question(
                    search, scope, show, asOf, new Cursor(last.seen().firstAt(), last.id()));
        }

        /** Which images beside that; systems: the keys of their operating systems, null: any. */
        record Show(
                boolean running,
                boolean tagOnly,
                boolean unowned,
                @Nullable List<String> systems) {}
    }

    /** A system that an image belongs to. */
    record Owner(String lineage, String code, String name) {}

    List<ImageLine> page(Question question, int most) {
        List<String> systems = question.show().systems();
        Cursor from = question.after() == null ? Cursor.START : question.after();
        return jdbc.sql(IMAGES + """
                 WHERE i.first_seen_at <= :asOf AND (i.first_seen_at, i.id) < (:at, :id)
                   AND (:search = '' OR strpos(lower(concat_ws(' ', i.repository || ':' || coalesce(i.tag, '') || '@' || coalesce(i.digest, ''), i.base_name, i.base_digest)),
                                               lower(:search)) > 0)
                """ + conditions(question) + " ORDER BY i.first_seen_at DESC, i.id DESC LIMIT :most")
                .param("asOf", question.asOf().at().atOffset(ZoneOffset.UTC))
                .param("at", from.at().atOffset(ZoneOffset.UTC))
                .param("id", from.id())
                .param("search", question.search())
                .param("scope", question.scope())
                .param("systems", systems == null ? null : systems.toArray(String[]::new))
                .param("most", most)
                .query(ImageList::line)
                .list();
    }

    private static String conditions(Question question) {
        Question.Show show = question.show();
        String conditions = (question.scope().equals("all") ? "" : IN_SCOPE)
                + (show.unowned() ? " AND NOT EXISTS " + OWNED : "")
                + (show.running() ? " AND d.running > 0" : "")
                + (show.systems() == null ? "" : " AND " + OS_KEY + " = ANY (:systems::text[])")
                + (show.tagOnly() ? " AND i.digest IS NULL" : "");
        return ScopeAt.fill(conditions, question.asOf().isNow(), ":asOf");
    }

    Optional<ImageLine> find(UUID id, Instant now) {
        return jdbc.sql(IMAGES + " WHERE i.id = :id")
                .param("asOf", now.atOffset(ZoneOffset.UTC))
                .param("id", id)
                .query(ImageList::line)
                .optional();
    }

    /** The systems of images at a time, by lineage. */
    Map<String, List<Owner>> owners(List<ImageLine> images, AsOf asOf) {
        return jdbc
                .sql(ScopeAt.fill("""
                SELECT DISTINCT target.name AS lineage, system.code, system.name
                  FROM estate.pub_target target
                  {system}
                 WHERE target.kind = 'IMAGE' AND target.name = ANY (:lineages::text[]) AND system.code IS NOT NULL
                 ORDER BY 1, 3
                """, asOf.isNow()))
                .param("at", asOf.at().atOffset(ZoneOffset.UTC))
                .param(
                        "lineages",
                        images.stream().map(ImageLine::lineage).distinct().toArray(String[]::new))
                .query(Owner.class)
                .list()
                .stream()
                .collect(Collectors.groupingBy(Owner::lineage));
    }

    private static ImageLine line(ResultSet rs, int n) throws SQLException {
        return new ImageLine(
                rs.getObject("id", UUID.class),
                new ImageReference(rs.getString("repository"), rs.getString("tag"), rs.getString("digest")),
                rs.getString("image_id"),
                rs.getString("lineage"),
                new ImageLine.Os(
                        rs.getString("os_family"), rs.getString("os_name"), rs.getObject("os_eol", Boolean.class)),
                new ImageLine.Seen(
                        Columns.maybeAt(rs, "built_at"),
                        ImageFacts.Base.of(rs.getString("base_name"), rs.getString("base_digest")),
                        Columns.at(rs, "first_seen_at"),
                        rs.getLong("first_entry")),
                new ImageLine.Counts(rs.getLong("components"), rs.getLong("running"), rs.getString("place")));
    }
}
