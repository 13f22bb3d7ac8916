CREATE TABLE packs.blocker (
    pack_id uuid NOT NULL REFERENCES packs.pack,
    n       int  NOT NULL,
    gate    text NOT NULL,
    words   text NOT NULL,
    remedy  text NOT NULL,
    PRIMARY KEY (pack_id, n)
);
COMMENT ON TABLE packs.blocker IS 'What would get a draft rejected, found when it was made: with any of it the draft is not reviewed, approved or sealed.';
