-- Who has listed what is in an image: scans that list packages, and SBOMs.
CREATE TABLE estate.component_list (
    image_id      uuid        NOT NULL REFERENCES estate.image,
    submission_id uuid        NOT NULL,
    n             int         NOT NULL,
    entry_index   bigint      NOT NULL,
    recorded_at   timestamptz NOT NULL,
    made_at       timestamptz,
    source        text        NOT NULL CHECK (source IN ('SCAN', 'SBOM')),
    format        text        NOT NULL,
    tool          text        NOT NULL,
    tool_version  text        NOT NULL,
    components    int         NOT NULL CHECK (components > 0),
    about         text        NOT NULL,
    stated_digest text,
    PRIMARY KEY (image_id, submission_id, n)
);
COMMENT ON TABLE estate.component_list IS 'A list of the components of an image, and where it is from. Each SBOM has a row; of scans only the first of those by the same tool that list as many.';
COMMENT ON COLUMN estate.component_list.made_at IS 'As the document says.';
COMMENT ON COLUMN estate.component_list.tool IS 'Empty: the document does not say.';
COMMENT ON COLUMN estate.component_list.components IS 'How many the document lists, counted as it lists them.';
COMMENT ON COLUMN estate.component_list.about IS 'What the document is about where that is no image: only its sender says of which image it is. Empty: the image.';
COMMENT ON COLUMN estate.component_list.stated_digest IS 'The digest in the document, where its sender gave another.';
CREATE INDEX component_list_submission ON estate.component_list (submission_id);

-- Two tools list one package with other qualifiers and places: it is one all the same.
CREATE FUNCTION estate.pub_components_in(image uuid) RETURNS bigint LANGUAGE sql STABLE AS $$
    SELECT count(*) FROM (SELECT DISTINCT c.name, c.version FROM estate.component c WHERE c.image_id = image) AS listed
$$;
