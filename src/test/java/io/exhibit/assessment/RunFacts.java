package io.exhibit.assessment;

import static io.exhibit.assessment.Facts.sql;

import io.exhibit.kernel.UuidV7;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An image that a cluster states to run, as rows: by digest, from the beginning of the facts on, in a cluster of its own. */
final class RunFacts {

    private final Facts facts;
    final UUID id;
    final String cluster;
    private final String repository;
    private @Nullable UUID system;
    private String source = "SNAPSHOT";
    private boolean digest = true;
    private @Nullable UUID image;
    private @Nullable Instant until;

    private RunFacts(Facts facts, String repository) {
        this.facts = facts;
        this.id = UuidV7.at(facts.begin);
        this.cluster = "cluster-" + id;
        this.repository = repository;
        this.system = facts.system;
    }

    static RunFacts of(Facts facts) {
        return of(facts, "registry.example/run");
    }

    static RunFacts of(Facts facts, String repository) {
        return new RunFacts(facts, repository);
    }

    RunFacts ofNobody() {
        this.system = null;
        return this;
    }

    RunFacts byTagOnly() {
        this.digest = false;
        return this;
    }

    RunFacts until(Instant at) {
        this.until = at;
        return this;
    }

    RunFacts forever() {
        this.until = null;
        return this;
    }

    /** Only the sender of a scan says that it runs. */
    RunFacts byTheWordOfAScan() {
        this.source = "SCAN";
        return this;
    }

    /** A scan knows the same bytes, on that operating system. */
    RunFacts scanned(@Nullable String family, @Nullable String name) {
        this.image = id;
        sql("""
                INSERT INTO estate.image (id, identity, repository, digest, os_family, os_name, first_seen_at, first_entry)
                VALUES (:id, :repository || '@sha256:' || :id::text, :repository, 'sha256:' || :id::text, :family, :name, :begin, 0)
                """)
                .param("id", id)
                .param("repository", repository)
                .param("family", family)
                .param("name", name)
                .param("begin", facts.begin.atOffset(ZoneOffset.UTC))
                .update();
        return this;
    }

    /** The scanner says that its operating system has no support any more. */
    RunFacts saidToHaveEnded() {
        sql("UPDATE estate.image SET os_eol = true WHERE id = :id")
                .param("id", id)
                .update();
        return this;
    }

    RunFacts store() {
        return from(facts.begin);
    }

    RunFacts from(Instant begin) {
        sql("""
                INSERT INTO estate.deployment (id, image_id, identity, repository, tag, digest, lineage, cluster, namespace, kind, workload,
                       environment, source, system_id, from_at, opened_at, seen_at, from_entry, to_at, gone_at, to_entry)
                VALUES (gen_random_uuid(), CASE WHEN :source = 'SCAN' THEN :image::uuid END,
                        :repository || CASE WHEN :digest THEN '@sha256:' || :id::text ELSE ':' || :id::text END, :repository,
                        :id::text, CASE WHEN :digest THEN 'sha256:' || :id::text END, :repository, :cluster, 'n', 'Deployment',
                        :id::text, 'production', :source, :system, :begin, :begin, :begin, 0, :until::timestamptz, :until::timestamptz,
                        CASE WHEN :until::timestamptz IS NOT NULL THEN 1 END)
                """)
                .param("id", id)
                .param("repository", repository)
                .param("source", source)
                .param("image", image)
                .param("digest", digest)
                .param("cluster", cluster)
                .param("system", system)
                .param("begin", begin.atOffset(ZoneOffset.UTC))
                .param("until", until == null ? null : until.atOffset(ZoneOffset.UTC))
                .update();
        return this;
    }

    /** The cluster states all that runs in it. */
    RunFacts stated(Instant at) {
        sql("""
                INSERT INTO estate.snapshot (id, submission_id, entry_index, recorded_at, observed_at, cluster, environment, format,
                       complete, late, pods, running, opened, closed, extended)
                VALUES (gen_random_uuid(), gen_random_uuid(), 0, :at, :at, :cluster, 'production', 'exhibit', true, false, 1, 1, 0, 0, 0)
                """)
                .param("cluster", cluster)
                .param("at", at.atOffset(ZoneOffset.UTC))
                .update();
        return this;
    }

    /** The cluster states itself once a day, up to that day. */
    RunFacts statedDaily(long days) {
        for (long day = 0; day <= days; day++) {
            stated(facts.day(day));
        }
        return this;
    }
}
