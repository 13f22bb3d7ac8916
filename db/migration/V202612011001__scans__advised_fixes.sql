-- Since when fixes were there to be had, as the makers of packages state it in CSAF documents.
ALTER TABLE scans.vex_document
    ADD COLUMN called      text NOT NULL DEFAULT '',
    ADD COLUMN dated_fixes int  NOT NULL DEFAULT 0;
COMMENT ON COLUMN scans.vex_document.called IS 'What a date is said to be from: the kind of document, its id and its publisher.';
COMMENT ON COLUMN scans.vex_document.dated_fixes IS 'How many versions of packages it names with the date of a fix.';

CREATE TABLE scans.advised_fix (
    vulnerability text        NOT NULL CHECK (vulnerability <> ''),
    package       text        NOT NULL,
    type          text        NOT NULL,
    namespace     text        NOT NULL,
    version       text        NOT NULL CHECK (version <> ''),
    document_id   uuid        NOT NULL REFERENCES scans.vex_document,
    fixed_at      timestamptz NOT NULL,
    kind          text        NOT NULL CHECK (kind IN ('vendor fix', 'first release')),
    PRIMARY KEY (vulnerability, package, type, namespace, version, document_id)
);
COMMENT ON TABLE scans.advised_fix IS 'A version of a package in which a vulnerability is fixed, and since when by what a CSAF document states: one row for each id of the vulnerability.';
COMMENT ON COLUMN scans.advised_fix.package IS 'The name in small letters, as scanners write it: with the group, the scope or the path where a package has one.';
COMMENT ON COLUMN scans.advised_fix.type IS 'That of the package URL.';
COMMENT ON COLUMN scans.advised_fix.namespace IS 'The distribution, by the word that scanners have for it; empty: the package URL names none, or the package is of none.';
COMMENT ON COLUMN scans.advised_fix.version IS 'With the epoch of an rpm, and without one that is nought or the v of a Go module.';
COMMENT ON COLUMN scans.advised_fix.fixed_at IS 'The first moment of the day (UTC) that is stated.';
COMMENT ON COLUMN scans.advised_fix.kind IS 'Whence the date is: the remediation itself, or the first release of the advisory.';
CREATE INDEX advised_fix_document ON scans.advised_fix (document_id);
