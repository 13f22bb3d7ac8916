ALTER TABLE alerts.alert DROP CONSTRAINT alert_priority_check;
ALTER TABLE alerts.alert ADD CONSTRAINT alert_priority_check CHECK (priority IN
    ('EMERGENCY', 'ALERT', 'CRITICAL', 'ERROR', 'WARNING', 'NOTICE', 'INFORMATIONAL', 'DEBUG', 'UNKNOWN'));
COMMENT ON COLUMN alerts.alert.priority IS 'UNKNOWN: the sensor''s word is none of syslog''s; it stands in envelope. To be treated as the most urgent.';

ALTER TABLE alerts.alert
    ADD COLUMN claimed_system text NOT NULL DEFAULT '',
    ADD COLUMN sensor_time text    NOT NULL DEFAULT '',
    ADD COLUMN envelope    jsonb   NOT NULL DEFAULT '{}',
    ADD COLUMN repaired    boolean NOT NULL DEFAULT false;
COMMENT ON COLUMN alerts.alert.claimed_system IS 'The ?system= the sender gave; attributed only when a system has that code.';
COMMENT ON COLUMN alerts.alert.sensor_time IS 'The time as the sensor wrote it: up to nanoseconds, or unreadable.';
COMMENT ON COLUMN alerts.alert.envelope IS 'Members of the event beside the known ones.';
COMMENT ON COLUMN alerts.alert.repaired IS 'Some text was shortened, or holds U+FFFD where the sensor sent what cannot be stored. The original has it.';
CREATE INDEX alert_class ON alerts.alert (class, recorded_at DESC);

CREATE TABLE alerts.unreadable (
    submission_id uuid        NOT NULL,
    position      int         NOT NULL,
    line          int         NOT NULL,
    reason        text        NOT NULL,
    detail        text        NOT NULL,
    recorded_at   timestamptz NOT NULL,
    PRIMARY KEY (submission_id, position)
);
COMMENT ON TABLE alerts.unreadable IS 'A place in a batch that could not be read although others could. A batch in which nothing could be read is in quarantine instead.';
CREATE INDEX unreadable_recorded_at ON alerts.unreadable (recorded_at DESC, submission_id, position);

ALTER TABLE alerts.handling ADD COLUMN closed_entry bigint;
COMMENT ON COLUMN alerts.handling.closed_entry IS 'The ledger entry of the decision that closed it.';
