-- Whether a statement is about a package in an image: the image or a package in it is the product, and the package is the part that is
-- named, where one is. Where an image has the package more than once, what is named has to be every one of them.
CREATE FUNCTION findings.pub_vex_names(stated uuid, image uuid, packaged text) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN EXISTS (
        SELECT 1
          FROM scans.pub_vex_product p
         CROSS JOIN LATERAL (SELECT CASE WHEN p.part <> '' THEN p.part WHEN p.kind = 'PACKAGE' THEN p.product END AS purl) named
         WHERE p.statement_id = stated AND p.kind <> 'OTHER'
           AND CASE p.kind WHEN 'IMAGE' THEN EXISTS (
                        SELECT 1
                          FROM estate.pub_image i
                         WHERE i.id = image AND CASE WHEN p.digest = '' THEN i.repository = p.repository ELSE i.digest = p.digest END)
                    ELSE EXISTS (
                        SELECT 1
                          FROM estate.pub_component c
                         WHERE c.image_id = image AND scans.pub_purl_is(c.purl, p.product)) END
           AND (named.purl IS NULL
                OR (SELECT bool_and(scans.pub_purl_is(c.purl, named.purl))
                      FROM estate.pub_component c
                     WHERE c.image_id = image AND c.name = packaged)));
END $$;

-- Since when a statement no longer stands for a package in an image: somebody states later that it is affected, or that it is being
-- looked into, or the document came again without the statement. Null: it stands.
CREATE FUNCTION findings.pub_vex_fallen(stated uuid, image uuid, packaged text) RETURNS timestamptz LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN (
        SELECT min(against.recorded_at)
          FROM scans.pub_vex_statement s
         CROSS JOIN LATERAL (
               SELECT greatest(o.recorded_at, s.recorded_at) AS recorded_at
                 FROM scans.pub_vex_name mine
                 JOIN scans.pub_vex_name theirs ON theirs.name = mine.name AND theirs.statement_id <> s.id
                 JOIN scans.pub_vex_statement o ON o.id = theirs.statement_id
                WHERE mine.statement_id = s.id AND o.status IN ('affected', 'under_investigation') AND o.ordered_at >= s.ordered_at
                  AND findings.pub_vex_names(o.id, image, packaged)
                UNION ALL
               SELECT d.recorded_at
                 FROM scans.pub_vex_document d
                WHERE d.identifier = s.identifier AND s.identifier <> '' AND d.entry_index > s.entry_index
                  AND d.ordered_at >= s.document_ordered_at
                  AND NOT EXISTS (SELECT 1
                                    FROM scans.pub_vex_name mine
                                    JOIN scans.pub_vex_name theirs ON theirs.name = mine.name
                                    JOIN scans.pub_vex_statement o ON o.id = theirs.statement_id
                                   WHERE mine.statement_id = s.id AND o.document_id = d.id AND o.status = 'not_affected'
                                     AND o.justification <> '' AND findings.pub_vex_names(o.id, image, packaged))) against
         WHERE s.id = stated);
END $$;
