-- Who searches by a part of a name looks here first, not into every image.
CREATE TABLE estate.named_component (
    name       text PRIMARY KEY,
    short_name text NOT NULL GENERATED ALWAYS AS (regexp_replace(name, '^.*[:/](?=.)', '')) STORED
);
COMMENT ON TABLE estate.named_component IS 'Each name that a component of any image has, once, in lower case.';
COMMENT ON COLUMN estate.named_component.short_name IS 'The name behind its last colon or slash: log4j-core of org.apache.logging.log4j:log4j-core.';

INSERT INTO estate.named_component (name) SELECT DISTINCT lower(c.name) FROM estate.component c;

DROP INDEX estate.component_short_name;
ALTER TABLE estate.component DROP COLUMN short_name;

-- What ran at some time in a period: the few that had not ended when it began.
CREATE INDEX deployment_until ON estate.deployment (coalesce(to_at, timestamptz 'infinity'));
