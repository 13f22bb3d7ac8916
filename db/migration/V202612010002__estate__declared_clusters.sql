CREATE TABLE estate.declared_cluster (
    entry_index    bigint      PRIMARY KEY,
    cluster        text        NOT NULL CHECK (cluster <> ''),
    environment    text        NOT NULL,
    owner          text        NOT NULL CHECK (owner <> ''),
    declared_at    timestamptz NOT NULL,
    declared_by    uuid,
    released_at    timestamptz,
    released_by    uuid,
    released_entry bigint,
    reason         text,
    CHECK ((released_at IS NULL) = (reason IS NULL) AND (released_at IS NULL) = (released_entry IS NULL)),
    CHECK (released_at >= declared_at)
);
COMMENT ON TABLE estate.declared_cluster IS 'Clusters that people say the bank has, so that one that never states itself is missed. Released: it is expected no longer.';
CREATE UNIQUE INDEX declared_cluster_now ON estate.declared_cluster (cluster) WHERE released_at IS NULL;
