-- Who asks for a component writes log4j-core, or angular/core; ecosystems name it org.apache.logging.log4j:log4j-core or @angular/core.
ALTER TABLE estate.component ADD COLUMN short_name text NOT NULL
    GENERATED ALWAYS AS (lower(regexp_replace(name, '^.*[:/](?=.)', ''))) STORED;
COMMENT ON COLUMN estate.component.short_name IS 'The name behind its last colon or slash, in lower case.';

DROP INDEX estate.component_name;
CREATE INDEX component_name ON estate.component (lower(name) text_pattern_ops, version);
CREATE INDEX component_short_name ON estate.component (short_name text_pattern_ops, version);
