-- Which line of images an image belongs to: the name of the scan target that its versions share.
ALTER TABLE estate.image ADD COLUMN lineage text NOT NULL DEFAULT '';
COMMENT ON COLUMN estate.image.lineage IS 'As in estate.target.name for images: the repository and the words of the tag, without versions.';
CREATE INDEX image_lineage ON estate.image (lineage);
CREATE INDEX image_seen ON estate.image (first_seen_at DESC, id DESC);
CREATE INDEX target_unattributed ON estate.target (first_seen_at DESC, id DESC) WHERE system_id IS NULL;
CREATE INDEX attribution_rule_system ON estate.attribution_rule (system_id);
