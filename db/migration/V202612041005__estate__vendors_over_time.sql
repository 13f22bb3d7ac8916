-- What was said of vendors, and whose repositories were, as it stood on a day.
CREATE TABLE estate.vendor_statement (
    vendor_id     uuid        NOT NULL REFERENCES estate.vendor,
    said_at       timestamptz NOT NULL,
    entry_index   bigint,
    name          text        NOT NULL,
    relationship  text        NOT NULL CHECK (relationship IN ('COMMERCIAL', 'OPEN_SOURCE_SUPPORTED', 'OPEN_SOURCE_UNSUPPORTED')),
    critical      boolean     NOT NULL,
    owner         text        NOT NULL,
    owner_email   text        NOT NULL,
    description   text        NOT NULL,
    critical_days int         CHECK (critical_days > 0),
    high_days     int         CHECK (high_days > 0),
    PRIMARY KEY (vendor_id, said_at)
);
COMMENT ON TABLE estate.vendor_statement IS 'All that was said of a vendor, each time that somebody said it. What held on a day is the last by then.';
COMMENT ON COLUMN estate.vendor_statement.entry_index IS 'The ledger entry. Null: it was said before this was kept.';

CREATE TABLE estate.removed_origin (
    entry_index bigint      PRIMARY KEY,
    vendor_id   uuid        REFERENCES estate.vendor,
    pattern     text        NOT NULL CHECK (pattern <> ''),
    created_at  timestamptz NOT NULL,
    created_by  uuid,
    removed_at  timestamptz NOT NULL,
    CHECK (removed_at >= created_at)
);
COMMENT ON TABLE estate.removed_origin IS 'A pattern of estate.origin_rule from its beginning to its removal, by the ledger entry that removed it.';
COMMENT ON COLUMN estate.removed_origin.vendor_id IS 'Null: the bank built them itself.';

-- What was said before, and patterns that are gone, are in the ledger; bin/rebuild makes them from it. Until then what is said now counts from
-- the day on that the vendor was entered.
INSERT INTO estate.vendor_statement (vendor_id, said_at, name, relationship, critical, owner, owner_email, description, critical_days, high_days)
SELECT v.id, v.created_at, v.name, v.relationship, v.critical, v.owner, v.owner_email, v.description, v.critical_days, v.high_days
  FROM estate.vendor v;
