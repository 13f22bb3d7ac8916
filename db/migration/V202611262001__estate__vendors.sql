-- Who makes the images that the bank runs (ADR 026).
CREATE TABLE estate.vendor (
    id            uuid        PRIMARY KEY,
    code          text        NOT NULL UNIQUE CHECK (code ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
    name          text        NOT NULL,
    relationship  text        NOT NULL CHECK (relationship IN ('COMMERCIAL', 'OPEN_SOURCE_SUPPORTED', 'OPEN_SOURCE_UNSUPPORTED')),
    critical      boolean     NOT NULL,
    owner         text        NOT NULL,
    owner_email   text        NOT NULL,
    description   text        NOT NULL,
    critical_days int         CHECK (critical_days > 0),
    high_days     int         CHECK (high_days > 0),
    created_at    timestamptz NOT NULL,
    version       bigint      NOT NULL
);
COMMENT ON TABLE estate.vendor IS 'Somebody outside who makes images that the bank uses, with a contract or without.';
COMMENT ON COLUMN estate.vendor.critical IS 'The relationship supports a critical activity of the bank: it gets more rigour.';
COMMENT ON COLUMN estate.vendor.critical_days IS 'Days in which the contract wants a fix of what is ranked critical. Null: none agreed.';

CREATE TABLE estate.origin_rule (
    id         uuid        PRIMARY KEY,
    vendor_id  uuid        REFERENCES estate.vendor,
    pattern    text        NOT NULL UNIQUE CHECK (pattern <> ''),
    created_at timestamptz NOT NULL,
    created_by uuid,
    version    bigint      NOT NULL
);
COMMENT ON TABLE estate.origin_rule IS 'Says who makes the images of a repository. * stands for any characters; the longest pattern wins, and two of the same length that say different things say nothing.';
COMMENT ON COLUMN estate.origin_rule.vendor_id IS 'Null: the bank builds them itself.';
CREATE INDEX origin_rule_vendor ON estate.origin_rule (vendor_id);
