-- Every statement about a digest, judged as of a time by what is known of its maker: origin and vendor as estate.pub_image_origin has them.
-- VERIFIED: a signature verifies with a key that is trusted for the maker. INVALID: a signature names such a key and does not verify with it.
-- UNKNOWN_KEY: signed, by nobody whom the bank trusts for it; why says more. CERTIFICATE: with a certificate, which is not checked. UNSIGNED.
CREATE FUNCTION estate.pub_attestation_of(about text, origin text, vendor text, at timestamptz)
RETURNS TABLE (id uuid, submission_id uuid, entry_index bigint, recorded_at timestamptz, form text, kind text, predicate_type text,
               builder text, build_type text, source text, revision text, finished_at timestamptz, standing text, why text,
               key_entry bigint, verified_since timestamptz)
LANGUAGE sql STABLE AS $$
    SELECT a.id, a.submission_id, a.entry_index, a.recorded_at, a.form, a.kind, a.predicate_type, a.builder, a.build_type, a.source,
           a.revision, a.finished_at, j.standing,
           CASE WHEN j.standing = 'UNKNOWN_KEY' THEN coalesce(m.why, 'UNKNOWN') END,
           CASE WHEN j.standing = 'VERIFIED' THEN m.key_entry END,
           CASE WHEN j.standing = 'VERIFIED' THEN greatest(a.recorded_at, m.approved_at) END
      FROM (SELECT DISTINCT s.attestation_id FROM estate.attestation_subject s WHERE s.digest = $1) about
      JOIN estate.attestation a ON a.id = about.attestation_id AND a.recorded_at <= $4
      LEFT JOIN estate.vendor v ON v.code = $3
      LEFT JOIN LATERAL (
           SELECT w.*
             FROM (SELECT t.key_entry, t.approved_at, t.of_maker,
                          CASE WHEN NOT t.of_maker THEN 'OTHER_MAKER' WHEN t.approved_at IS NULL THEN 'NOT_APPROVED'
                               WHEN t.revoked THEN 'REVOKED' WHEN NOT t.in_days THEN 'NOT_IN_DAYS' END AS why
                     FROM (SELECT k.entry_index AS key_entry, CASE WHEN k.approved_at <= $4 THEN k.approved_at END AS approved_at,
                                  CASE WHEN $2 = 'OWN_BUILD' THEN k.vendor_id IS NULL ELSE coalesce(k.vendor_id = v.id, false) END
                                  AS of_maker,
                                  k.ended_at IS NOT NULL AND k.ended_at <= $4
                                  AND (k.counts_until IS NULL
                                       OR a.recorded_at >= (k.counts_until + 1)::timestamp AT TIME ZONE 'UTC') AS revoked,
                                  a.recorded_at >= k.valid_from::timestamp AT TIME ZONE 'UTC'
                                  AND (k.valid_until IS NULL
                                       OR a.recorded_at < (k.valid_until + 1)::timestamp AT TIME ZONE 'UTC') AS in_days
                             FROM estate.signature_match h
                             JOIN estate.trusted_key k ON k.fingerprint = h.fingerprint AND k.entered_at <= $4
                            WHERE h.attestation_id = a.id) t) w
            ORDER BY w.why IS NULL DESC, w.of_maker DESC, w.approved_at, w.key_entry
            LIMIT 1) m ON true
      CROSS JOIN LATERAL (
           SELECT CASE WHEN m.key_entry IS NOT NULL AND m.why IS NULL THEN 'VERIFIED'
                       WHEN count(*) = 0 THEN 'UNSIGNED'
                       WHEN bool_or(EXISTS (
                                 SELECT 1 FROM estate.trusted_key k
                                  WHERE s.key_hint IN (k.key_hint, k.fingerprint) AND s.key_hint <> ''
                                    AND k.approved_at <= $4 AND (k.ended_at IS NULL OR k.ended_at > $4)
                                    AND CASE WHEN $2 = 'OWN_BUILD' THEN k.vendor_id IS NULL ELSE coalesce(k.vendor_id = v.id, false) END
                                    AND NOT EXISTS (SELECT 1 FROM estate.signature_match h
                                                     WHERE h.attestation_id = a.id AND h.n = s.n AND h.fingerprint = k.fingerprint)))
                       THEN 'INVALID'
                       WHEN m.key_entry IS NOT NULL THEN 'UNKNOWN_KEY'
                       WHEN bool_and(s.certificate) THEN 'CERTIFICATE'
                       ELSE 'UNKNOWN_KEY' END AS standing
             FROM estate.attestation_signature s
            WHERE s.attestation_id = a.id) j
$$;

-- The same of an image in one row: of its signature, its SBOM and its provenance what is best known, and NONE where nothing was given.
-- Reports of vulnerabilities and what is of no known kind say nothing about who made it, so a signature under them does not count.
CREATE FUNCTION estate.pub_attested(about text, origin text, vendor text, at timestamptz)
RETURNS TABLE (signature text, signature_why text, signature_key bigint, signature_since timestamptz,
               sbom text, sbom_why text, sbom_entry bigint, provenance text, provenance_why text, provenance_entry bigint,
               builder text, source text, revision text, finished_at timestamptz)
LANGUAGE sql STABLE AS $$
    WITH stated AS (
        SELECT s.*, array_position(ARRAY['VERIFIED', 'INVALID', 'UNKNOWN_KEY', 'CERTIFICATE', 'UNSIGNED'], s.standing) AS place
          FROM estate.pub_attestation_of($1, $2, $3, $4) s
    )
    SELECT coalesce(signed.standing, 'NONE'), signed.why, signed.key_entry, signed.verified_since,
           coalesce(sbom.standing, 'NONE'), sbom.why, sbom.entry_index, coalesce(made.standing, 'NONE'), made.why, made.entry_index,
           made.builder, made.source, made.revision, made.finished_at
      FROM (SELECT 1) one
      LEFT JOIN LATERAL (SELECT s.* FROM stated s WHERE s.kind IN ('SIGNATURE', 'PROVENANCE', 'SBOM') AND s.standing <> 'UNSIGNED'
                          ORDER BY s.place, s.verified_since, s.entry_index, s.id LIMIT 1) signed ON true
      LEFT JOIN LATERAL (SELECT s.* FROM stated s WHERE s.kind = 'SBOM' ORDER BY s.place, s.entry_index DESC, s.id LIMIT 1) sbom ON true
      LEFT JOIN LATERAL (SELECT s.* FROM stated s WHERE s.kind = 'PROVENANCE' ORDER BY s.place, s.entry_index DESC, s.id LIMIT 1) made ON true
$$;

-- Of the kinds of documents that are expected of a vendor, how many the file held at a time, and how many of them in date. Nothing is
-- expected where there is no counterparty.
CREATE FUNCTION estate.pub_due_diligence(vendor text, at timestamptz) RETURNS TABLE (expected int, held int, in_date int)
LANGUAGE sql STABLE AS $$
    SELECT count(*)::int, count(*) FILTER (WHERE f.held)::int, count(*) FILTER (WHERE f.in_date)::int
      FROM estate.vendor v
     CROSS JOIN (VALUES ('CONTRACT', false), ('SECURITY_PROGRAMME', false), ('SBOM_COMMITMENT', false), ('SOC_REPORT', true))
           AS k (kind, of_critical)
     CROSS JOIN LATERAL (
           SELECT count(*) > 0 AS held,
                  coalesce(bool_or(d.valid_from <= ($2 AT TIME ZONE 'UTC')::date AND d.expires_on >= ($2 AT TIME ZONE 'UTC')::date), false)
                  AS in_date
             FROM estate.vendor_document d
            WHERE d.vendor_id = v.id AND d.kind = k.kind AND d.filed_at <= $2
              AND NOT EXISTS (SELECT 1 FROM estate.vendor_document n WHERE n.replaces = d.entry_index AND n.filed_at <= $2)) f
     WHERE v.code = $1 AND v.relationship <> 'OPEN_SOURCE_UNSUPPORTED' AND (v.critical OR NOT k.of_critical)
$$;
