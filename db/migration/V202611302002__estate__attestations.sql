-- What is stated about images by digest, signed or not, and the keys that the bank trusts for it (ADR 044).
CREATE TABLE estate.attestation (
    id             uuid        PRIMARY KEY,
    submission_id  uuid        NOT NULL,
    n              int         NOT NULL,
    entry_index    bigint      NOT NULL,
    recorded_at    timestamptz NOT NULL,
    form           text        NOT NULL CHECK (form IN ('ENVELOPE', 'BUNDLE', 'COSIGN', 'BARE')),
    kind           text        NOT NULL CHECK (kind IN ('PROVENANCE', 'SBOM', 'VULNERABILITIES', 'SIGNATURE', 'OTHER')),
    predicate_type text        NOT NULL,
    builder        text        NOT NULL,
    build_type     text        NOT NULL,
    source         text        NOT NULL,
    revision       text        NOT NULL,
    finished_at    timestamptz,
    UNIQUE (submission_id, n)
);
COMMENT ON TABLE estate.attestation IS 'A statement about artefacts by digest, as it came: an in-toto statement, or the payload of a cosign signature. Who states it is what its signatures show, and nothing else.';
COMMENT ON COLUMN estate.attestation.n IS 'Its place in the document that was received.';
COMMENT ON COLUMN estate.attestation.builder IS 'Of a SLSA provenance, as it says: builder, build type, source repository, its revision, end of the build. Empty: it does not say.';

CREATE TABLE estate.attestation_subject (
    attestation_id uuid NOT NULL REFERENCES estate.attestation,
    n              int  NOT NULL,
    digest         text NOT NULL CHECK (digest ~ '^sha256:[0-9a-f]{64}$'),
    name           text NOT NULL,
    PRIMARY KEY (attestation_id, n)
);
COMMENT ON TABLE estate.attestation_subject IS 'What a statement is about. Only the digest counts; the name is what the statement calls it.';
CREATE INDEX attestation_subject_digest ON estate.attestation_subject (digest);

CREATE TABLE estate.attestation_signature (
    attestation_id uuid    NOT NULL REFERENCES estate.attestation,
    n              int     NOT NULL,
    key_hint       text    NOT NULL,
    certificate    boolean NOT NULL,
    PRIMARY KEY (attestation_id, n)
);
COMMENT ON TABLE estate.attestation_signature IS 'A signature over a statement. The bytes are in the original.';
COMMENT ON COLUMN estate.attestation_signature.key_hint IS 'Which key it says it is of; nothing vouches for that. Empty: it says none.';
COMMENT ON COLUMN estate.attestation_signature.certificate IS 'It came with a certificate, which is not checked here.';

CREATE TABLE estate.signature_match (
    fingerprint    text NOT NULL,
    attestation_id uuid NOT NULL,
    n              int  NOT NULL,
    PRIMARY KEY (attestation_id, n, fingerprint),
    FOREIGN KEY (attestation_id, n) REFERENCES estate.attestation_signature
);
COMMENT ON TABLE estate.signature_match IS 'Signatures that verify with a key that was entered. That is mathematics and does not change; whether the key is trusted, for whom and when, is asked when somebody looks.';

CREATE TABLE estate.trusted_key (
    entry_index    bigint      PRIMARY KEY,
    vendor_id      uuid        REFERENCES estate.vendor,
    fingerprint    text        NOT NULL CHECK (fingerprint ~ '^[0-9a-f]{64}$'),
    algorithm      text        NOT NULL,
    pem            text        NOT NULL,
    key_hint       text        NOT NULL,
    origin         text        NOT NULL CHECK (origin <> ''),
    document_entry bigint,
    valid_from     date        NOT NULL,
    valid_until    date        CHECK (valid_until >= valid_from),
    entered_at     timestamptz NOT NULL,
    entered_by     uuid,
    approved_at    timestamptz,
    approved_by    uuid        CHECK (approved_by <> entered_by),
    approved_entry bigint,
    ended_at       timestamptz,
    ended_by       uuid,
    ended_entry    bigint,
    end_reason     text,
    counts_until   date,
    CHECK ((ended_at IS NULL) = (end_reason IS NULL)),
    CHECK (counts_until IS NULL OR (ended_at IS NOT NULL AND approved_at IS NOT NULL))
);
COMMENT ON TABLE estate.trusted_key IS 'A public key with which a maker signs: entered by one person, approved by another, and trusted from then on, until it is taken back.';
COMMENT ON COLUMN estate.trusted_key.vendor_id IS 'Null: the bank itself, for the images that it builds.';
COMMENT ON COLUMN estate.trusted_key.origin IS 'Where it was got from, as the person who entered it says; document_entry: the document in the vendor''s file that says so too.';
COMMENT ON COLUMN estate.trusted_key.valid_from IS 'Statements count that came in between the first and the last day: when one was signed, nobody vouches for.';
COMMENT ON COLUMN estate.trusted_key.counts_until IS 'Of a key that was taken back: the last day on which a statement may have come in to count still. Null: none counts any more.';
CREATE UNIQUE INDEX trusted_key_once ON estate.trusted_key (coalesce(vendor_id, '00000000-0000-0000-0000-000000000000'), fingerprint) WHERE ended_at IS NULL;
CREATE INDEX trusted_key_fingerprint ON estate.trusted_key (fingerprint);
