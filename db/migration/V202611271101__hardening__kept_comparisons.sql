CREATE SCHEMA hardening;
COMMENT ON SCHEMA hardening IS 'Comparisons of two images of a repository that people kept as evidence.';

CREATE TABLE hardening.comparison (
    entry_index             bigint      PRIMARY KEY,
    repository              text        NOT NULL,
    before_identity         text        NOT NULL,
    after_identity          text        NOT NULL,
    words                   text        NOT NULL CHECK (words <> ''),
    sha256                  bytea       NOT NULL UNIQUE CHECK (octet_length(sha256) = 32),
    size                    bigint      NOT NULL,
    packages_before         int,
    packages_after          int,
    vulnerabilities_removed int,
    vulnerabilities_added   int,
    vulnerabilities_still   int,
    kept_at                 timestamptz NOT NULL,
    kept_by                 uuid,
    CHECK (num_nulls(packages_before, packages_after) IN (0, 2)),
    CHECK (num_nulls(vulnerabilities_removed, vulnerabilities_added, vulnerabilities_still) IN (0, 3)),
    CHECK (packages_before IS NOT NULL OR vulnerabilities_removed IS NOT NULL)
);
COMMENT ON TABLE hardening.comparison IS 'A comparison that somebody kept, by the ledger entry of that. What was compared is an original of the ledger, never changed; null: it does not tell.';
CREATE INDEX comparison_repository ON hardening.comparison (repository, entry_index DESC);
