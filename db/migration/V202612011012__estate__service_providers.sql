ALTER TABLE estate.system ADD COLUMN service_provider boolean NOT NULL DEFAULT false;
COMMENT ON COLUMN estate.system.service_provider IS 'Whether the legal entity is a service provider with it (PCI DSS): then its scope is confirmed every six months (12.5.2.1).';
ALTER TABLE estate.scope_confirmation ADD COLUMN service_provider boolean NOT NULL DEFAULT false;

DROP FUNCTION estate.pub_system_judged(timestamptz, timestamptz);
CREATE FUNCTION estate.pub_system_judged(judged_at timestamptz, as_of timestamptz)
    RETURNS TABLE (id uuid, code text, name text, owner text, cardholder_data boolean, connected_to_cde boolean,
                   security_impacting boolean, in_pci_scope boolean, critical_function boolean, customer_data boolean,
                   third_party boolean, service_provider boolean, scope_confirmed_at timestamptz)
    LANGUAGE sql STABLE AS $$
    SELECT s.id, s.code, s.name, s.owner, t.cardholder_data, t.connected_to_cde, t.security_impacting,
           t.cardholder_data OR t.connected_to_cde OR t.security_impacting, t.critical_function, t.customer_data, t.third_party,
           t.service_provider, c.confirmed_at
      FROM estate.system s
     CROSS JOIN LATERAL (SELECT max(h.confirmed_at) AS confirmed_at
                           FROM estate.scope_confirmation h
                          WHERE h.system_id = s.id AND h.confirmed_at <= least(judged_at, as_of)) c
     CROSS JOIN LATERAL (SELECT coalesce(bool_or(h.cardholder_data), false) AS cardholder_data,
                                coalesce(bool_or(h.connected_to_cde), false) AS connected_to_cde,
                                coalesce(bool_or(h.security_impacting), false) AS security_impacting,
                                coalesce(bool_or(h.critical_function), false) AS critical_function,
                                coalesce(bool_or(h.customer_data), false) AS customer_data,
                                coalesce(bool_or(h.third_party), false) AS third_party,
                                coalesce(bool_or(h.service_provider), false) AS service_provider
                           FROM estate.scope_confirmation h
                          WHERE h.system_id = s.id AND h.confirmed_at <= as_of
                            AND h.confirmed_at >= coalesce(c.confirmed_at, '-infinity')) t
$$;
COMMENT ON FUNCTION estate.pub_system_judged IS 'Systems with their tags and the last confirmation of their scope by the day judged, as known as of a time.';
