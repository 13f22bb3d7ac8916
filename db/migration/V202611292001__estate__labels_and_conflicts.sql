-- Rules by the labels of workloads, and rules that contradict each other (ADR 037).
CREATE TABLE estate.workload_labels (
    cluster     text        NOT NULL,
    environment text        NOT NULL,
    namespace   text        NOT NULL,
    kind        text        NOT NULL,
    workload    text        NOT NULL,
    labels      text[]      NOT NULL,
    from_at     timestamptz NOT NULL,
    from_entry  bigint      NOT NULL,
    seen_at     timestamptz NOT NULL,
    to_at       timestamptz,
    to_entry    bigint,
    PRIMARY KEY (cluster, environment, namespace, kind, workload, from_at),
    CHECK ((to_at IS NULL) = (to_entry IS NULL)),
    CHECK (seen_at >= from_at AND (to_at IS NULL OR to_at > from_at))
);
COMMENT ON TABLE estate.workload_labels IS 'Which labels (key=value, sorted) a workload carried from when to when, as snapshots stated it. They hold until another snapshot states others, also after the workload has stopped.';
COMMENT ON COLUMN estate.workload_labels.seen_at IS 'When the snapshot was taken that last said so, as far as no complete one has been read since.';
CREATE UNIQUE INDEX workload_labels_now ON estate.workload_labels (cluster, environment, namespace, kind, workload) WHERE to_at IS NULL;
CREATE INDEX workload_labels_carried ON estate.workload_labels USING gin (labels) WHERE to_at IS NULL;
CREATE INDEX workload_labels_entry ON estate.workload_labels (from_entry);

ALTER TABLE estate.snapshot ADD COLUMN relabelled int NOT NULL DEFAULT 0;
COMMENT ON COLUMN estate.snapshot.relabelled IS 'Workloads that carry other labels than before.';
CREATE INDEX snapshot_changed ON estate.snapshot (entry_index) WHERE opened + closed + extended + relabelled > 0;

ALTER TABLE estate.attribution_rule
    DROP CONSTRAINT attribution_rule_kind_check,
    ADD CONSTRAINT attribution_rule_kind_check CHECK (kind IN ('IMAGE', 'LABEL', 'NAMESPACE', 'REPOSITORY'));
COMMENT ON TABLE estate.attribution_rule IS 'Gives an image repository, a source repository, the workloads that carry a label (key=value) or a namespace to a system. * stands for any characters; the longest pattern wins, then the one for a cluster.';

ALTER TABLE estate.target
    ADD COLUMN disputed_by uuid[],
    ADD COLUMN disputed_at timestamptz,
    DROP CONSTRAINT target_attributed_by_check,
    ADD CONSTRAINT target_attributed_by_check CHECK (attributed_by IN ('SENDER', 'RULE', 'LABEL', 'NAMESPACE')),
    ADD CONSTRAINT target_dispute CHECK ((disputed_by IS NULL) = (disputed_at IS NULL) AND (disputed_by IS NULL OR system_id IS NOT NULL));
COMMENT ON COLUMN estate.target.attributed_by IS 'SENDER: who sent it named the system. RULE: a rule for its name. LABEL: a rule for a label of a workload that runs it. NAMESPACE: a rule for where it runs.';
COMMENT ON COLUMN estate.target.disputed_by IS 'Rules that count alike and name different systems; until somebody settles it, the system with the stricter scope counts.';
CREATE INDEX target_disputed ON estate.target (disputed_at DESC, id DESC) WHERE disputed_at IS NOT NULL;

ALTER TABLE estate.deployment
    ADD COLUMN disputed_by uuid[],
    ADD COLUMN disputed_at timestamptz,
    ADD CONSTRAINT deployment_dispute CHECK ((disputed_by IS NULL) = (disputed_at IS NULL) AND (disputed_by IS NULL OR system_id IS NOT NULL));
COMMENT ON COLUMN estate.deployment.disputed_by IS 'As of estate.target.';
CREATE INDEX deployment_disputed ON estate.deployment (disputed_at DESC, id DESC) WHERE disputed_at IS NOT NULL;

-- Which of two systems counts where rules contradict each other: the one with more at stake. No two answers count alike but the same.
CREATE FUNCTION estate.strictness(s estate.system) RETURNS int LANGUAGE sql IMMUTABLE AS $$
    SELECT 32 * s.cardholder_data::int + 16 * (s.connected_to_cde OR s.security_impacting)::int + 8 * s.critical_function::int
           + 4 * s.customer_data::int + 2 * (s.exposure = 'INTERNET')::int + s.third_party::int
$$;
COMMENT ON FUNCTION estate.strictness IS 'The scope of a system as a number: in the cardholder data environment, else in the scope of PCI DSS, then critical function, customer data, internet, third party.';

-- The rules of a kind that count for a name: the longest pattern, then one for the cluster; several when they count alike.
CREATE FUNCTION estate.ruled(kind text, cluster text, name text) RETURNS TABLE (system_id uuid, disputed_by uuid[]) LANGUAGE sql STABLE AS $$
    SELECT (array_agg(f.system_id ORDER BY f.strictness DESC, f.code))[1],
           CASE WHEN count(DISTINCT f.system_id) > 1 THEN array_agg(f.id ORDER BY f.pattern COLLATE "C", f.id) END
      FROM (SELECT r.id, r.system_id, r.pattern, s.code COLLATE "C" AS code, estate.strictness(s) AS strictness,
                   rank() OVER (ORDER BY length(r.pattern) DESC, (r.cluster IS NULL)) AS place
              FROM estate.attribution_rule r
              JOIN estate.system s ON s.id = r.system_id AND s.retired_at IS NULL
             WHERE r.kind = ruled.kind
               AND ruled.name <> ''
               AND (r.cluster IS NULL OR r.cluster = ruled.cluster)
               AND ruled.name LIKE estate.like_pattern(r.pattern)) f
     WHERE f.place = 1
    HAVING count(*) > 0
$$;
COMMENT ON FUNCTION estate.ruled IS 'The system that a name belongs to by the rules of its kind (IMAGE, NAMESPACE, REPOSITORY), and the rules that contradict each other about it.';

CREATE OR REPLACE FUNCTION estate.pub_system_of(kind text, cluster text, name text) RETURNS uuid LANGUAGE sql STABLE AS $$
    SELECT r.system_id FROM estate.ruled(pub_system_of.kind, pub_system_of.cluster, pub_system_of.name) r
$$;
COMMENT ON FUNCTION estate.pub_system_of IS 'The system that a name belongs to by the rules of its kind (IMAGE, NAMESPACE, REPOSITORY): the longest pattern wins, then one for the cluster; of systems that are named alike the one with the stricter scope.';

-- Until now this did not tell a rule for a name from one for a namespace.
UPDATE estate.target AS t
   SET attributed_by = 'NAMESPACE'
 WHERE t.attributed_by = 'RULE'
   AND estate.pub_system_of(CASE t.kind WHEN 'IMAGE' THEN 'IMAGE' ELSE 'REPOSITORY' END, t.cluster, t.name) IS NULL;
