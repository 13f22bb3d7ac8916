CREATE TABLE estate.support_end (
    product        text        NOT NULL,
    release        text        NOT NULL,
    entry_index    bigint      NOT NULL,
    listed         boolean     NOT NULL,
    ends_on        date,
    ended          boolean,
    extended_until date,
    loaded_at      timestamptz NOT NULL,
    PRIMARY KEY (product, release, entry_index)
);
COMMENT ON TABLE estate.support_end IS 'Until when the maker of a product supports a release, as endoflife.date said from one load on, until a later row. listed false: it was taken out.';
COMMENT ON COLUMN estate.support_end.ends_on IS 'The first day without the support that everybody gets. null: no date is stated.';
COMMENT ON COLUMN estate.support_end.ended IS 'Without a date: whether it is said to have ended. null: nothing is said.';
COMMENT ON COLUMN estate.support_end.extended_until IS 'The end of what is supported beyond that, for payment or by others: told, never taken as support by itself.';
CREATE INDEX support_end_loaded ON estate.support_end (loaded_at);

CREATE FUNCTION estate.pub_support_ends_at(as_of timestamptz)
RETURNS TABLE (product text, release text, ends_on date, ended boolean, extended_until date, entry_index bigint) LANGUAGE sql STABLE AS $$
    SELECT k.product, k.release, k.ends_on, k.ended, k.extended_until, k.entry_index
      FROM (SELECT DISTINCT ON (s.product, s.release) s.*
              FROM estate.support_end s
             WHERE s.loaded_at <= as_of
             ORDER BY s.product, s.release, s.entry_index DESC) AS k
     WHERE k.listed
$$;
COMMENT ON FUNCTION estate.pub_support_ends_at IS 'The ends of support as they were known here at a time.';

-- The few operating systems of many images.
CREATE INDEX image_os ON estate.image (os_family, os_name, os_eol);
