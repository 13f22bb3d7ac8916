-- More than one scanner shows a finding: whose words the finding has, and what each of several says. Until now there was one.
ALTER TABLE findings.finding ADD COLUMN tool text NOT NULL DEFAULT 'Trivy';
COMMENT ON COLUMN findings.finding.tool IS 'The scanner that shows it, or showed it last; of several (findings.sighting) the one whose words stand here.';

CREATE TABLE findings.sighting (
    finding_id        uuid          NOT NULL,
    tool              text          NOT NULL,
    target_id         uuid          NOT NULL,
    installed_version text          NOT NULL,
    fixed_version     text,
    vendor_status     text,
    severity          text          NOT NULL,
    severity_source   text,
    cvss              numeric(3, 1),
    cvss_vector       text,
    title             text          NOT NULL,
    reference         text,
    published_at      timestamptz,
    suppression       text,
    image_id          uuid,
    PRIMARY KEY (finding_id, tool)
);
COMMENT ON TABLE findings.sighting IS 'What each scanner says of an open finding that more than one of them shows, as its last scan that differed gave it. What one alone shows stands in the finding.';
CREATE INDEX sighting_target ON findings.sighting (target_id);

-- The date of a fix that a source states: the earliest that any report has, whatever order they come in.
ALTER TABLE findings.finding
    ADD COLUMN fix_stated_at   timestamptz,
    ADD COLUMN fix_stated_kind text,
    ADD COLUMN fix_stated_tool text,
    ADD COLUMN fix_stated_seen timestamptz,
    ADD COLUMN fix_at          timestamptz GENERATED ALWAYS AS (least(fix_stated_at, fix_shown_at, fix_seen_at)) VIRTUAL,
    ADD COLUMN fix_kind        text GENERATED ALWAYS AS (
                                   CASE WHEN fix_seen_at IS NULL OR fix_stated_at <= least(fix_shown_at, fix_seen_at)
                                        THEN fix_stated_kind END) VIRTUAL,
    ADD CHECK ((fix_stated_at IS NULL) = (fix_stated_kind IS NULL) AND (fix_stated_at IS NULL) = (fix_stated_tool IS NULL)
               AND (fix_stated_at IS NULL) = (fix_stated_seen IS NULL));
COMMENT ON COLUMN findings.finding.fix_stated_at IS 'When a fix was there to be had, by the earliest date that a report states; null: none states one.';
COMMENT ON COLUMN findings.finding.fix_stated_kind IS 'How the source knows that date, in its word; what begins with first-observed is an estimate.';
COMMENT ON COLUMN findings.finding.fix_at IS 'Since when a fix was there, by what is known: the date that a report states, or that of our own scans where it is earlier.';
COMMENT ON COLUMN findings.finding.fix_kind IS 'Whence fix_at is; null: from our own scans, an estimate.';
COMMENT ON COLUMN findings.finding.fix_stated_seen IS 'When the report that states it was received.';

ALTER TABLE findings.episode
    DROP CONSTRAINT episode_doubts_check,
    ADD CONSTRAINT episode_doubts_check CHECK (doubts <@ ARRAY['SAME_IMAGE', 'SAME_VERSION', 'NO_DIGEST', 'NOT_DATED', 'OTHER_TOOL',
                                                               'OLDER_DATABASE', 'NEVER_STATED']);
