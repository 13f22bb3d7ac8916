CREATE SCHEMA access;
COMMENT ON SCHEMA access IS 'Who may do what: people, roles, machine tokens, sessions, and the installation they belong to.';

CREATE TABLE access.installation (
    only_one   boolean     PRIMARY KEY DEFAULT true CHECK (only_one),
    entity     text        NOT NULL,
    demo       boolean     NOT NULL,
    created_at timestamptz NOT NULL
);
COMMENT ON TABLE access.installation IS 'One bank, one installation. demo is set once and printed on everything the installation makes.';

CREATE TABLE access.person (
    id              uuid        PRIMARY KEY,
    email           text        NOT NULL CHECK (email = lower(email)),
    name            text        NOT NULL,
    role            text        NOT NULL CHECK (role IN ('ADMINISTRATOR', 'COMPLIANCE_OFFICER', 'SECURITY_ENGINEER', 'EXAMINER')),
    password_hash   text        NOT NULL,
    failed_attempts int         NOT NULL DEFAULT 0,
    locked_until    timestamptz,
    created_at      timestamptz NOT NULL,
    disabled_at     timestamptz,
    version         bigint      NOT NULL,
    UNIQUE (email)
);
COMMENT ON TABLE access.person IS 'A person who signs in. Passwords are kept as Argon2id hashes.';

CREATE TABLE access.token (
    id           uuid        PRIMARY KEY,
    name         text        NOT NULL,
    hint         text        NOT NULL,
    secret_hash  bytea       NOT NULL CHECK (octet_length(secret_hash) = 32),
    scopes       text[]      NOT NULL,
    created_by   uuid        REFERENCES access.person,
    created_at   timestamptz NOT NULL,
    expires_at   timestamptz NOT NULL,
    revoked_at   timestamptz,
    last_used_at timestamptz,
    version      bigint      NOT NULL,
    UNIQUE (secret_hash)
);
COMMENT ON TABLE access.token IS 'A machine''s token: 256 random bits, kept as their SHA-256, shown once.';

CREATE TABLE access.session (
    primary_id            char(36) NOT NULL PRIMARY KEY,
    session_id            char(36) NOT NULL UNIQUE,
    creation_time         bigint   NOT NULL,
    last_access_time      bigint   NOT NULL,
    max_inactive_interval int      NOT NULL,
    expiry_time           bigint   NOT NULL,
    principal_name        varchar(200)
);
COMMENT ON TABLE access.session IS 'Spring Session''s table: any replica can serve any signed-in person.';
CREATE INDEX session_expiry ON access.session (expiry_time);
CREATE INDEX session_principal ON access.session (principal_name);

CREATE TABLE access.session_attributes (
    session_primary_id char(36)     NOT NULL REFERENCES access.session (primary_id) ON DELETE CASCADE,
    attribute_name     varchar(200) NOT NULL,
    attribute_bytes    bytea        NOT NULL,
    PRIMARY KEY (session_primary_id, attribute_name)
);
COMMENT ON TABLE access.session_attributes IS 'Spring Session''s table of attributes.';
