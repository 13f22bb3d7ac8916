CREATE TABLE packs.sample (
    pack_id           uuid        NOT NULL REFERENCES packs.pack,
    n                 int         NOT NULL,
    check_id          text        NOT NULL,
    population_sha256 bytea       NOT NULL CHECK (octet_length(population_sha256) = 32),
    population        bigint      NOT NULL,
    nonce             text        NOT NULL,
    nonce_from        text        NOT NULL,
    stratum           text        NOT NULL CHECK (stratum IN ('', 'system', 'verdict', 'about')),
    size              int         NOT NULL CHECK (size > 0),
    drawn_by          text        NOT NULL,
    drawn_at          timestamptz NOT NULL,
    entry_index       bigint      NOT NULL UNIQUE,
    PRIMARY KEY (pack_id, n)
);
COMMENT ON TABLE packs.sample IS 'Samples drawn from the populations of sealed packs. Each stays: who draws again does not undo what was drawn before.';
COMMENT ON COLUMN packs.sample.population_sha256 IS 'Digest of the file in the pack that it was drawn from; it was sealed before the nonce was given.';
COMMENT ON COLUMN packs.sample.nonce_from IS 'Who chose the nonce, as whoever entered it says.';
COMMENT ON COLUMN packs.sample.stratum IS 'Column whose values make the strata; empty: there are none.';
COMMENT ON COLUMN packs.sample.size IS 'Items from each stratum, or all that there are.';

CREATE TABLE packs.sample_item (
    pack_id uuid NOT NULL,
    n       int  NOT NULL,
    place   int  NOT NULL,
    stratum text NOT NULL,
    key     text NOT NULL,
    label   text NOT NULL,
    about   text NOT NULL,
    system  text NOT NULL,
    verdict text NOT NULL,
    reason  text NOT NULL,
    PRIMARY KEY (pack_id, n, place),
    FOREIGN KEY (pack_id, n) REFERENCES packs.sample
);
COMMENT ON TABLE packs.sample_item IS 'What was drawn, by stratum, in the order of the draw.';
