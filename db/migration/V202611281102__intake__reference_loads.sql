ALTER TABLE intake.reference_load
    ADD COLUMN product text NOT NULL DEFAULT '',
    ALTER COLUMN released_at DROP NOT NULL,
    DROP CONSTRAINT reference_load_source_check,
    ADD CONSTRAINT reference_load_source CHECK (source IN ('KEV', 'EPSS', 'ENDOFLIFE') AND (product <> '') = (source = 'ENDOFLIFE'));
COMMENT ON COLUMN intake.reference_load.product IS 'What it is about, where the source publishes one catalogue for each product; else empty.';
COMMENT ON COLUMN intake.reference_load.released_at IS 'When its maker released it, as it says itself. null: it does not say.';
CREATE INDEX reference_load_product ON intake.reference_load (product, entry_index DESC) WHERE product <> '';
