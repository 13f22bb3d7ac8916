CREATE SCHEMA scans;
COMMENT ON SCHEMA scans IS 'What each scan document said, as a whole: of which target, by which tool, how much of it can be relied on.';

CREATE TABLE scans.scan (
    id                uuid        PRIMARY KEY,
    submission_id     uuid        NOT NULL,
    n                 int         NOT NULL,
    entry_index       bigint      NOT NULL,
    recorded_at       timestamptz NOT NULL,
    reported_at       timestamptz,
    target_id         uuid        NOT NULL,
    image_id          uuid,
    format            text        NOT NULL,
    tool              text        NOT NULL,
    tool_version      text,
    artifact          text        NOT NULL,
    outcome           text        NOT NULL CHECK (outcome IN ('CONCLUSIVE', 'NOT_CONCLUSIVE', 'FAILED')),
    outcome_reason    text,
    classes           text[]      NOT NULL,
    observations      int         NOT NULL,
    critical          int         NOT NULL,
    high              int         NOT NULL,
    medium            int         NOT NULL,
    low               int         NOT NULL,
    unknown           int         NOT NULL,
    suppressed        int         NOT NULL,
    misconfigurations int         NOT NULL,
    secrets           int         NOT NULL,
    licences          int         NOT NULL,
    components        int         NOT NULL,
    environment       text        NOT NULL,
    version           text        NOT NULL,
    revision          text        NOT NULL,
    build             text        NOT NULL,
    UNIQUE (submission_id, n),
    CHECK ((outcome = 'CONCLUSIVE') = (outcome_reason IS NULL))
);
COMMENT ON TABLE scans.scan IS 'One scan of one target: a row per document, per resource for trivy k8s. The rows it listed are in the original; only counts are kept here.';
COMMENT ON COLUMN scans.scan.classes IS 'Result classes the scan covered (os-pkgs, lang-pkgs): a scan closes findings only of these.';
COMMENT ON COLUMN scans.scan.observations IS 'Vulnerability rows as the document has them, before merging; severity columns add up to it.';
CREATE INDEX scan_target ON scans.scan (target_id, recorded_at DESC);
CREATE INDEX scan_image ON scans.scan (image_id, recorded_at DESC);
CREATE INDEX scan_recorded_at ON scans.scan (recorded_at DESC, id DESC);
