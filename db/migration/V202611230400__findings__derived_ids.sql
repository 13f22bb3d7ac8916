-- Shaped like a version 7 UUID, with a hash of the finding's own name in the place of chance: made again, it is the same.
CREATE FUNCTION findings.id_of(first_detected_at timestamptz, target uuid, fingerprint bytea) RETURNS uuid
LANGUAGE sql IMMUTABLE STRICT AS $$
    SELECT (lpad(to_hex(floor(extract(epoch FROM first_detected_at) * 1000)::bigint), 12, '0')
            || '7' || substr(h, 1, 3) || '8' || substr(h, 5, 15))::uuid
      FROM encode(sha256(uuid_send(target) || fingerprint), 'hex') AS h
$$;
COMMENT ON FUNCTION findings.id_of IS 'The id of a finding, from what makes it that finding and when it was first detected.';
