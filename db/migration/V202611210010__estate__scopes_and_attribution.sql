-- A scope is all, system:<code> or tag:<name>. All includes what is attributed to no system.
CREATE FUNCTION estate.pub_system_in(scope text) RETURNS TABLE (system_id uuid) LANGUAGE sql STABLE AS $$
    SELECT s.id
      FROM estate.system s
     WHERE scope = 'all'
        OR scope = 'system:' || s.code
        OR (scope = 'tag:cardholder-data' AND s.cardholder_data)
        OR (scope = 'tag:critical-function' AND s.critical_function)
        OR (scope = 'tag:customer-data' AND s.customer_data)
        OR (scope = 'tag:third-party' AND s.third_party)
$$;

CREATE FUNCTION estate.pub_target_in(scope text) RETURNS TABLE (target_id uuid) LANGUAGE sql STABLE AS $$
    SELECT t.id
      FROM estate.target t
     WHERE scope = 'all' OR t.system_id IN (SELECT i.system_id FROM estate.pub_system_in(scope) i)
$$;

-- In a pattern only * is special.
CREATE FUNCTION estate.like_pattern(pattern text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT replace(replace(replace(replace(pattern, '\', '\\'), '%', '\%'), '_', '\_'), '*', '%')
$$;

CREATE FUNCTION estate.pub_system_of(kind text, cluster text, name text) RETURNS uuid LANGUAGE sql STABLE AS $$
    SELECT r.system_id
      FROM estate.attribution_rule r
      JOIN estate.system s ON s.id = r.system_id AND s.retired_at IS NULL
     WHERE r.kind = pub_system_of.kind
       AND pub_system_of.name <> ''
       AND (r.cluster IS NULL OR r.cluster = pub_system_of.cluster)
       AND pub_system_of.name LIKE estate.like_pattern(r.pattern)
     ORDER BY length(r.pattern) DESC, (r.cluster IS NULL), r.pattern, r.id
     LIMIT 1
$$;
COMMENT ON FUNCTION estate.pub_system_of IS 'The system that a name belongs to by the rules of its kind (IMAGE, NAMESPACE, REPOSITORY): the longest pattern wins.';
