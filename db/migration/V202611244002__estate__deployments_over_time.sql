-- What clusters say of themselves (ADR 022). Snapshots and scans are read side by side, each in its own order: so neither writes what
-- the other wrote, and an interval names its image by identity, which both make in the same way, whoever comes first.
CREATE TABLE estate.snapshot (
    id             uuid        PRIMARY KEY,
    submission_id  uuid        NOT NULL,
    entry_index    bigint      NOT NULL,
    recorded_at    timestamptz NOT NULL,
    observed_at    timestamptz NOT NULL,
    stated_at      timestamptz,
    cluster        text        NOT NULL CHECK (cluster <> ''),
    environment    text        NOT NULL,
    claimed_system text,
    format         text        NOT NULL CHECK (format IN ('kubernetes', 'exhibit')),
    complete       boolean     NOT NULL,
    late           boolean     NOT NULL,
    pods           int         NOT NULL,
    running        bigint      NOT NULL,
    opened         int         NOT NULL,
    closed         int         NOT NULL,
    extended       int         NOT NULL,
    CHECK (observed_at <= recorded_at)
);
COMMENT ON TABLE estate.snapshot IS 'What a cluster stated of itself at a time: all that runs in it (complete), or part of it.';
COMMENT ON COLUMN estate.snapshot.observed_at IS 'When it was so: as stated, but never later than its receipt.';
COMMENT ON COLUMN estate.snapshot.stated_at IS 'The time that its sender gave, even when its clock was ahead. Null: none given.';
COMMENT ON COLUMN estate.snapshot.late IS 'A complete snapshot of the same or a later time had been read before: it ends nothing.';
CREATE INDEX snapshot_complete ON estate.snapshot (cluster, observed_at) WHERE complete;
CREATE INDEX snapshot_recorded ON estate.snapshot (cluster, recorded_at DESC);

ALTER TABLE estate.deployment
    ALTER COLUMN image_id DROP NOT NULL,
    ADD COLUMN source         text NOT NULL DEFAULT 'SCAN' CHECK (source IN ('SCAN', 'SNAPSHOT')),
    ADD COLUMN kind           text NOT NULL DEFAULT '',
    ADD COLUMN container      text NOT NULL DEFAULT '',
    ADD COLUMN replicas       int,
    ADD COLUMN identity       text,
    ADD COLUMN repository     text,
    ADD COLUMN tag            text,
    ADD COLUMN digest         text,
    ADD COLUMN config         text,
    ADD COLUMN lineage        text,
    ADD COLUMN claimed_system text,
    ADD COLUMN system_id      uuid REFERENCES estate.system,
    ADD COLUMN opened_at      timestamptz,
    ADD COLUMN seen_at        timestamptz,
    ADD COLUMN gone_at        timestamptz;

UPDATE estate.deployment AS d
   SET identity = i.identity, repository = i.repository, tag = i.tag, digest = i.digest, config = i.image_id, lineage = i.lineage,
       opened_at = d.from_at, seen_at = d.from_at, gone_at = d.to_at,
       claimed_system = (SELECT t.claimed_system
                           FROM estate.target t
                          WHERE t.kind = 'IMAGE' AND t.name = i.lineage AND t.environment = d.environment
                            AND t.cluster = d.cluster AND t.namespace = d.namespace AND t.workload = d.workload
                          ORDER BY t.first_seen_at, t.id
                          LIMIT 1)
  FROM estate.image AS i
 WHERE i.id = d.image_id;

UPDATE estate.deployment AS d
   SET system_id = coalesce((SELECT s.id FROM estate.system s WHERE s.code = d.claimed_system AND s.retired_at IS NULL),
                            estate.pub_system_of('IMAGE', d.cluster, d.lineage),
                            estate.pub_system_of('NAMESPACE', d.cluster, d.namespace));

ALTER TABLE estate.deployment
    ALTER COLUMN identity SET NOT NULL,
    ALTER COLUMN repository SET NOT NULL,
    ALTER COLUMN lineage SET NOT NULL,
    ALTER COLUMN opened_at SET NOT NULL,
    ALTER COLUMN seen_at SET NOT NULL,
    ADD CONSTRAINT deployment_source CHECK ((source = 'SCAN') = (image_id IS NOT NULL) AND (source = 'SCAN') = (replicas IS NULL)),
    ADD CONSTRAINT deployment_end CHECK ((to_at IS NULL) = (gone_at IS NULL) AND (gone_at IS NULL OR gone_at >= from_at));

COMMENT ON TABLE estate.deployment IS 'That an image ran as a container of a workload from one time to another. SCAN: as the sender of a scan stated it, until another image is stated for the same place. SNAPSHOT: as the cluster stated it, until a complete snapshot is without it.';
COMMENT ON COLUMN estate.deployment.gone_at IS 'When the snapshot that ended it was taken; to_at is when Exhibit had it, and counts: a clock that is behind, or a late upload, ends nothing earlier.';
COMMENT ON COLUMN estate.deployment.opened_at IS 'When it became known; earlier than that nobody could have seen it in a list.';
COMMENT ON COLUMN estate.deployment.seen_at IS 'When the snapshot was taken that it was last seen in, as far as no complete one has been read since.';
COMMENT ON COLUMN estate.deployment.config IS 'The digest of the configuration of the image, where a runtime gives no manifest digest.';

DROP INDEX estate.deployment_now;
CREATE UNIQUE INDEX deployment_now ON estate.deployment (cluster, namespace, workload, environment, image_id)
    WHERE to_at IS NULL AND source = 'SCAN';
CREATE UNIQUE INDEX deployment_running ON estate.deployment (cluster, environment, namespace, kind, workload, container, identity)
    WHERE to_at IS NULL AND source = 'SNAPSHOT';
CREATE INDEX deployment_of_cluster ON estate.deployment (cluster, identity) WHERE source = 'SNAPSHOT';
CREATE INDEX deployment_identity ON estate.deployment (identity);
CREATE INDEX deployment_digest ON estate.deployment (digest) WHERE digest IS NOT NULL;
CREATE INDEX deployment_config ON estate.deployment (config) WHERE config IS NOT NULL;
CREATE INDEX deployment_opened ON estate.deployment (opened_at DESC, id DESC);
CREATE INDEX deployment_ended ON estate.deployment (cluster, gone_at) WHERE source = 'SNAPSHOT' AND gone_at IS NOT NULL;
CREATE INDEX deployment_system ON estate.deployment (system_id) WHERE system_id IS NOT NULL;
CREATE INDEX deployment_entry ON estate.deployment (from_entry);
CREATE INDEX image_digest ON estate.image (digest) WHERE digest IS NOT NULL;
CREATE INDEX image_config ON estate.image (image_id) WHERE image_id IS NOT NULL;
