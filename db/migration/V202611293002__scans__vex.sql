CREATE TABLE scans.vex_document (
    id            uuid        PRIMARY KEY,
    submission_id uuid        NOT NULL UNIQUE,
    entry_index   bigint      NOT NULL,
    recorded_at   timestamptz NOT NULL,
    format        text        NOT NULL,
    identifier    text        NOT NULL,
    author        text        NOT NULL,
    role          text        NOT NULL,
    version       text        NOT NULL,
    stated_at     timestamptz,
    statements    int         NOT NULL
);
COMMENT ON TABLE scans.vex_document IS 'A VEX document as it came: who says that he wrote it, in which role, when and in which version. Nothing here proves the author.';
CREATE INDEX vex_document_recorded ON scans.vex_document (recorded_at DESC, id DESC);
CREATE INDEX vex_document_identifier ON scans.vex_document (identifier) WHERE identifier <> '';

CREATE TABLE scans.vex_statement (
    id            uuid        PRIMARY KEY,
    document_id   uuid        NOT NULL REFERENCES scans.vex_document,
    n             int         NOT NULL,
    entry_index   bigint      NOT NULL,
    recorded_at   timestamptz NOT NULL,
    vulnerability text        NOT NULL CHECK (vulnerability <> ''),
    status        text        NOT NULL CHECK (status IN ('not_affected', 'affected', 'fixed', 'under_investigation')),
    justification text        NOT NULL,
    impact        text        NOT NULL,
    action        text        NOT NULL,
    notes         text        NOT NULL,
    stated_at     timestamptz,
    UNIQUE (document_id, n)
);
COMMENT ON TABLE scans.vex_statement IS 'What an author claims of a vulnerability in products. A claim changes no finding.';
COMMENT ON COLUMN scans.vex_statement.stated_at IS 'When the statement, else its document, says that it was made; null: it does not say.';
CREATE INDEX vex_statement_recorded ON scans.vex_statement (recorded_at DESC, id DESC);

CREATE TABLE scans.vex_name (
    name         text NOT NULL CHECK (name <> ''),
    statement_id uuid NOT NULL REFERENCES scans.vex_statement,
    PRIMARY KEY (name, statement_id)
);
COMMENT ON TABLE scans.vex_name IS 'The ids under which a statement names its vulnerability: its own and the aliases it gives.';
CREATE INDEX vex_name_of ON scans.vex_name (statement_id);

CREATE TABLE scans.vex_product (
    statement_id uuid NOT NULL REFERENCES scans.vex_statement,
    n            int  NOT NULL,
    kind         text NOT NULL CHECK (kind IN ('IMAGE', 'PACKAGE', 'OTHER')),
    product      text NOT NULL,
    part         text NOT NULL,
    repository   text NOT NULL,
    digest       text NOT NULL,
    PRIMARY KEY (statement_id, n),
    CHECK (kind <> 'IMAGE' OR repository <> '' OR digest <> '')
);
COMMENT ON TABLE scans.vex_product IS 'A product of a statement with at most one part of it (subcomponent), as the author names them. IMAGE: by digest, else by repository; PACKAGE: by package URL; OTHER: nothing here can be compared with it.';

-- Package URLs are compared taken apart: what stands before the version, the version, and the qualifiers, each without percent signs.
CREATE FUNCTION scans.purl_plain(text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE WHEN strpos($1, '%') = 0 THEN $1 ELSE (
           SELECT coalesce(string_agg(CASE WHEN m.part[1] IS NULL THEN m.part[2] ELSE chr(get_byte(decode(m.part[1], 'hex'), 0)) END, ''
                                      ORDER BY m.at), '')
             FROM regexp_matches($1, '%(0[1-9A-Fa-f]|[1-7][0-9A-Fa-f])|([^%]+|%)', 'g') WITH ORDINALITY AS m (part, at)) END
$$;
CREATE FUNCTION scans.purl_name(text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT scans.purl_plain(regexp_replace(split_part(split_part($1, '#', 1), '?', 1), '@[^/@]*$', ''))
$$;
CREATE FUNCTION scans.purl_version(text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT scans.purl_plain(coalesce(substring(split_part(split_part($1, '#', 1), '?', 1) FROM '@([^/@]*)$'), ''))
$$;
CREATE FUNCTION scans.purl_qualifiers(text) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT array_remove(string_to_array(scans.purl_plain(split_part(split_part($1, '#', 1), '?', 2)), '&'), '')
$$;
-- Whether what is there is what is named: what a name leaves out (version, qualifiers) it does not ask for, all else is the same.
CREATE FUNCTION scans.pub_purl_is(there text, named text) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT there <> '' AND scans.purl_name(there) = scans.purl_name(named)
           AND scans.purl_version(named) IN ('', scans.purl_version(there))
           AND scans.purl_qualifiers(named) <@ scans.purl_qualifiers(there)
$$;
