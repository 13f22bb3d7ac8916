package io.exhibit.estate;

import io.exhibit.kernel.DerivedId;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The images of the estate and what is in them. All methods join the caller's transaction. */
@Repository
public class Images {

    private final JdbcClient jdbc;

    Images(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The image with these facts, made known if it is new; facts that were unknown are filled in, known ones stay. */
    public UUID known(ImageFacts facts, Instant seenAt, long entryIndex) {
        return jdbc.sql("""
                INSERT INTO estate.image AS i (id, identity, repository, tag, lineage, digest, image_id, os_family, os_name, os_eol,
                                               built_at, first_seen_at, first_entry, base_name, base_digest)
                VALUES (:id, :identity, :repository, :tag, :lineage, :digest, :imageId, :family, :os, :eol, :built, :seen, :entry, :base, :baseDigest)
                ON CONFLICT (identity) DO UPDATE
                   SET tag = coalesce(i.tag, excluded.tag),
                       lineage = CASE WHEN i.tag IS NULL THEN excluded.lineage ELSE i.lineage END,
                       image_id = coalesce(i.image_id, excluded.image_id),
                       os_family = coalesce(i.os_family, excluded.os_family), os_name = coalesce(i.os_name, excluded.os_name),
                       os_eol = coalesce(excluded.os_eol, i.os_eol), built_at = coalesce(i.built_at, excluded.built_at),
                       base_name = coalesce(i.base_name, excluded.base_name),
                       base_digest = CASE WHEN i.base_name IS NULL THEN excluded.base_digest ELSE i.base_digest END
                RETURNING id
                """)
                .param("id", DerivedId.of(seenAt, "image", facts.identity()))
                .param("identity", facts.identity())
                .param("repository", facts.reference().repository())
                .param("tag", facts.reference().tag())
                .param("lineage", facts.reference().lineage())
                .param("digest", facts.reference().digest())
                .param("imageId", facts.imageId())
                .param("family", facts.osFamily())
                .param("os", facts.osName())
                .param("eol", facts.osEndOfLife())
                .param("built", utc(facts.builtAt()))
                .param("seen", utc(seenAt))
                .param("entry", entryIndex)
                .param("base", facts.base() == null ? null : facts.base().name())
                .param("baseDigest", facts.base() == null ? null : facts.base().digest())
                .query(UUID.class)
                .single();
    }

    /**
     * Adds to an image's components what the transaction's own table pg_temp.listed has with the number of the list; what it has already
     * stays, whichever list comes first. A scan that lists as many as one before it by the same tool is not another source.
     */
    public void addListed(UUID image, ComponentList list) {
        if (list.components() > 0) {
            addComponents(image, list.n());
            addSource(image, list);
        }
    }

    private void addComponents(UUID image, int n) {
        jdbc.sql("""
                WITH added AS (
                    INSERT INTO estate.component (image_id, name, version, purl, location)
                    SELECT DISTINCT :image::uuid, l.name, l.version, l.purl, l.location
                      FROM pg_temp.listed l
                     WHERE l.n = :n
                       AND NOT EXISTS (SELECT 1 FROM estate.component c
                                        WHERE c.image_id = :image AND c.name = l.name AND c.version = l.version
                                          AND c.purl = l.purl AND c.location = l.location)
                     ORDER BY 2, 3, 4, 5
                    ON CONFLICT DO NOTHING
                    RETURNING name)
                INSERT INTO estate.named_component (name)
                SELECT DISTINCT lower(a.name)
                  FROM added a
                 WHERE NOT EXISTS (SELECT 1 FROM estate.named_component k WHERE k.name = lower(a.name))
                 ORDER BY 1
                ON CONFLICT DO NOTHING
                """).param("image", image).param("n", n).update();
    }

    private void addSource(UUID image, ComponentList list) {
        jdbc.sql("""
                INSERT INTO estate.component_list (image_id, submission_id, n, entry_index, recorded_at, made_at, source, format, tool,
                                                   tool_version, components, about, stated_digest)
                SELECT :image, :submission, :n, :entry, :recorded, :made::timestamptz, :source, :format, :tool, :toolVersion,
                       :components, :about, :stated
                 WHERE :source = 'SBOM'
                    OR NOT EXISTS (SELECT 1 FROM estate.component_list o
                                    WHERE o.image_id = :image AND o.source = :source AND o.format = :format AND o.tool = :tool
                                      AND o.tool_version = :toolVersion AND o.components = :components)
                ON CONFLICT DO NOTHING
                """)
                .param("image", image)
                .param("submission", list.submission().id())
                .param("n", list.n())
                .param("entry", list.submission().entryIndex())
                .param("recorded", utc(list.submission().receivedAt()))
                .param("made", utc(list.madeAt()))
                .param("source", list.source().name())
                .param("format", list.format())
                .param("tool", list.tool())
                .param("toolVersion", list.toolVersion())
                .param("components", list.components())
                .param("about", list.about())
                .param("stated", list.statedDigest())
                .update();
    }

    private static @Nullable OffsetDateTime utc(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }
}
