CREATE TABLE findings.retirement (
    entry_index bigint      PRIMARY KEY,
    target_id   uuid        NOT NULL,
    retired_at  timestamptz NOT NULL,
    retired_by  uuid        NOT NULL,
    reason      text        NOT NULL CHECK (reason <> ''),
    scanned_at  timestamptz NOT NULL,
    ran_until   timestamptz,
    ended_entry bigint,
    closed      int         NOT NULL CHECK (closed > 0),
    CHECK ((ran_until IS NULL) = (ended_entry IS NULL))
);
COMMENT ON TABLE findings.retirement IS 'That a target is no longer used: a person said so when no cluster stated that it runs. It closes what was open; a later scan of the target opens that again.';
COMMENT ON COLUMN findings.retirement.ran_until IS 'When the last cluster stated it no longer, by the entry ended_entry; null: none ever stated it.';
CREATE INDEX retirement_target ON findings.retirement (target_id, entry_index);

-- What closed an episode is a scan, or the entry of a retirement.
ALTER TABLE findings.episode
    ADD COLUMN closed_entry bigint,
    DROP CONSTRAINT episode_check,
    ADD CONSTRAINT episode_closed_by_check CHECK ((closed_at IS NOT NULL) = (num_nonnulls(closed_scan, closed_entry) = 1)
                                                  AND (closed_at IS NULL) = (close_reason IS NULL)
                                                  AND (closed_entry IS NOT NULL) = (close_reason IS NOT DISTINCT FROM 'TARGET_RETIRED')),
    DROP CONSTRAINT episode_close_reason_check,
    ADD CONSTRAINT episode_close_reason_check CHECK (close_reason IN ('NOT_IN_LATER_SCAN', 'PACKAGE_UPDATED', 'PACKAGE_REMOVED',
                                                                      'SCANNER_CHANGED', 'TARGET_RETIRED')),
    DROP CONSTRAINT episode_doubts_check,
    ADD CONSTRAINT episode_doubts_check
        CHECK (doubts <@ ARRAY['SAME_IMAGE', 'SAME_VERSION', 'NO_DIGEST', 'NOT_DATED', 'OTHER_TOOL', 'NEVER_STATED']);
