CREATE SCHEMA alerts;
COMMENT ON SCHEMA alerts IS 'What runtime sensors reported, and who dealt with it.';

CREATE TABLE alerts.alert (
    id               uuid        NOT NULL,
    recorded_at      timestamptz NOT NULL,
    occurred_at      timestamptz,
    submission_id    uuid        NOT NULL,
    position         int         NOT NULL,
    entry_index      bigint      NOT NULL,
    sensor           text        NOT NULL,
    rule             text        NOT NULL,
    priority         text        NOT NULL CHECK (priority IN
        ('EMERGENCY', 'ALERT', 'CRITICAL', 'ERROR', 'WARNING', 'NOTICE', 'INFORMATIONAL', 'DEBUG')),
    source           text        NOT NULL,
    class            text,
    mapping_version  int         NOT NULL,
    hostname         text        NOT NULL,
    output           text        NOT NULL,
    tags             text[]      NOT NULL,
    fields           jsonb       NOT NULL,
    cluster          text        NOT NULL,
    namespace        text        NOT NULL,
    pod              text        NOT NULL,
    container        text        NOT NULL,
    image_repository text        NOT NULL,
    image_tag        text        NOT NULL,
    image_digest     text        NOT NULL,
    process          text        NOT NULL,
    user_name        text        NOT NULL,
    system_id        uuid,
    PRIMARY KEY (recorded_at, id)
) PARTITION BY RANGE (recorded_at);
COMMENT ON TABLE alerts.alert IS 'One runtime event with the sensor''s fields. Empty string: the event did not say. class null: no mapping rule knows it.';
COMMENT ON COLUMN alerts.alert.occurred_at IS 'The sensor''s own time; null: it gave none that can be read.';
CREATE INDEX alert_id ON alerts.alert (id);
CREATE INDEX alert_submission ON alerts.alert (submission_id, position);
CREATE INDEX alert_priority ON alerts.alert (priority, recorded_at DESC);
CREATE INDEX alert_rule ON alerts.alert (rule, recorded_at DESC);
CREATE INDEX alert_system ON alerts.alert (system_id, recorded_at DESC);

DO $$
DECLARE month date;
BEGIN
    FOR month IN SELECT generate_series('2026-01-01'::date, '2029-12-01', '1 month') LOOP
        EXECUTE format('CREATE TABLE alerts.alert_%s PARTITION OF alerts.alert FOR VALUES FROM (%L) TO (%L)',
            to_char(month, 'YYYY_MM'), month::timestamp AT TIME ZONE 'UTC', (month + interval '1 month') AT TIME ZONE 'UTC');
    END LOOP;
END $$;
CREATE TABLE alerts.alert_other PARTITION OF alerts.alert DEFAULT;

CREATE TABLE alerts.handling (
    alert_id        uuid        PRIMARY KEY,
    acknowledged_at timestamptz NOT NULL,
    acknowledged_by text        NOT NULL,
    closed_at       timestamptz,
    closed_by       text,
    disposition     text        CHECK (disposition IN ('TRUE_POSITIVE', 'BENIGN', 'FALSE_POSITIVE', 'TEST')),
    reason          text,
    CHECK ((closed_at IS NULL) = (disposition IS NULL) AND (closed_at IS NULL) = (closed_by IS NULL)
        AND (closed_at IS NULL) = (reason IS NULL))
);
COMMENT ON TABLE alerts.handling IS 'Who took an alert, when, and how it was closed. No row: nobody has looked.';
