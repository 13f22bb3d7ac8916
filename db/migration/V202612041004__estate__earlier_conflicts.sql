-- Rules that contradicted each other, until that was settled or became another conflict.
CREATE TABLE estate.earlier_conflict (
    subject_id    uuid        NOT NULL,
    superseded_at timestamptz NOT NULL,
    since         timestamptz NOT NULL,
    disputed_at   timestamptz NOT NULL,
    disputed_by   uuid[]      NOT NULL,
    system_id     uuid        NOT NULL REFERENCES estate.system,
    PRIMARY KEY (subject_id, superseded_at),
    CHECK (disputed_at <= since AND since < superseded_at)
);
COMMENT ON TABLE estate.earlier_conflict IS 'What disputed_by, disputed_at and system_id of a row of estate.target or estate.deployment (subject_id) said until something else held. Of a time, it is the row whose span holds it, else what the subject says.';
COMMENT ON COLUMN estate.earlier_conflict.since IS 'The beginning of the span: the row before ended then, or the conflict began.';
COMMENT ON COLUMN estate.earlier_conflict.system_id IS 'The one that counted.';
CREATE INDEX earlier_conflict_span ON estate.earlier_conflict (superseded_at, since);
