-- Hints of what runs (ADR 045): they may begin a run earlier than a snapshot did, and end none.
ALTER TABLE estate.deployment
    ADD COLUMN hinted_by    text CHECK (hinted_by IN ('AUDIT', 'OPERATOR')),
    ADD COLUMN hinted_entry bigint,
    DROP CONSTRAINT deployment_source,
    ADD CONSTRAINT deployment_source CHECK ((source = 'SCAN') = (image_id IS NOT NULL) AND (source <> 'SCAN' OR replicas IS NULL)),
    ADD CONSTRAINT deployment_hint CHECK ((hinted_by IS NULL) = (hinted_entry IS NULL) AND (source = 'SNAPSHOT' OR hinted_by IS NULL));
COMMENT ON COLUMN estate.deployment.hinted_by IS 'Who hinted at its beginning, where that was no snapshot: the audit log, or a report of the Trivy Operator.';
COMMENT ON COLUMN estate.deployment.hinted_entry IS 'The ledger entry of that hint.';
COMMENT ON COLUMN estate.deployment.replicas IS 'How many, as the last snapshot says. Null: nobody said; of SNAPSHOT, then, only hints say that it ran.';

CREATE TABLE estate.end_hint (
    entry_index bigint      NOT NULL,
    cluster     text        NOT NULL CHECK (cluster <> ''),
    environment text        NOT NULL,
    namespace   text        NOT NULL CHECK (namespace <> ''),
    kind        text        NOT NULL,
    workload    text        NOT NULL,
    at          timestamptz NOT NULL,
    how         text        NOT NULL CHECK (how IN ('DELETED', 'SCALED_TO_NONE')),
    recorded_at timestamptz NOT NULL,
    PRIMARY KEY (entry_index, namespace, kind, workload),
    CHECK (at <= recorded_at)
);
COMMENT ON TABLE estate.end_hint IS 'That a workload was deleted or scaled to nothing, as the audit log has it: shown beside what runs until the next complete snapshot, which alone ends anything.';
COMMENT ON COLUMN estate.end_hint.workload IS 'Empty, like kind, where the whole namespace was deleted.';
CREATE INDEX end_hint_of_workload ON estate.end_hint (cluster, namespace, workload, at DESC);
