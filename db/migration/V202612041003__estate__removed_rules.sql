-- Rules as they held on a day: those that are gone too.
CREATE TABLE estate.removed_rule (
    entry_index bigint      PRIMARY KEY,
    rule_id     uuid,
    system_id   uuid        NOT NULL REFERENCES estate.system,
    kind        text        NOT NULL CHECK (kind IN ('IMAGE', 'LABEL', 'NAMESPACE', 'REPOSITORY')),
    cluster     text,
    pattern     text        NOT NULL CHECK (pattern <> ''),
    created_at  timestamptz NOT NULL,
    created_by  uuid,
    removed_at  timestamptz NOT NULL,
    CHECK (removed_at >= created_at)
);
COMMENT ON TABLE estate.removed_rule IS 'A rule of estate.attribution_rule from its beginning to its removal, by the ledger entry that removed it.';
COMMENT ON COLUMN estate.removed_rule.rule_id IS 'As conflicts name it; null: it was removed before this was kept, and conflicts of then are not kept either.';
CREATE INDEX removed_rule_of ON estate.removed_rule (system_id, removed_at);

-- All that is needed for those that are gone is in the ledger.
WITH said AS MATERIALIZED (
    SELECT e.index, e.recorded_at, convert_from(e.leaf, 'UTF8')::json ->> 'by' AS by, d.detail ->> 'system' AS system,
           d.detail ->> 'kind' AS kind, d.detail ->> 'cluster' AS cluster, d.detail ->> 'pattern' AS pattern,
           d.detail ->> 'change' AS change
      FROM ledger.entry e
     CROSS JOIN LATERAL (SELECT convert_from(e.detail, 'UTF8')::json AS detail) d
     WHERE e.kind = 'attribution.changed'
)
INSERT INTO estate.removed_rule (entry_index, system_id, kind, cluster, pattern, created_at, created_by, removed_at)
SELECT r.index, s.id, r.kind, nullif(r.cluster, ''), r.pattern, a.recorded_at,
       CASE WHEN a.by ~ '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$' THEN a.by::uuid END, r.recorded_at
  FROM said r
  JOIN estate.system s ON s.code = r.system
 CROSS JOIN LATERAL (SELECT o.recorded_at, o.by
                       FROM said o
                      WHERE o.change = 'added' AND o.index < r.index
                        AND (o.system, o.kind, o.cluster, o.pattern) = (r.system, r.kind, r.cluster, r.pattern)
                      ORDER BY o.index DESC
                      LIMIT 1) a
 WHERE r.change = 'removed';
