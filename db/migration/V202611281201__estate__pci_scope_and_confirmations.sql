ALTER TABLE estate.system
    ADD COLUMN connected_to_cde    boolean NOT NULL DEFAULT false,
    ADD COLUMN security_impacting  boolean NOT NULL DEFAULT false,
    ADD COLUMN cde_reason          text    NOT NULL DEFAULT '',
    ADD COLUMN connected_reason    text    NOT NULL DEFAULT '',
    ADD COLUMN impacting_reason    text    NOT NULL DEFAULT '',
    ADD COLUMN pci_asked           boolean NOT NULL DEFAULT false,
    ADD COLUMN legal_entity        text    NOT NULL DEFAULT '',
    ADD COLUMN supported_until     date,
    ADD COLUMN support_source      text    NOT NULL DEFAULT '';
COMMENT ON COLUMN estate.system.connected_to_cde IS 'Outside the cardholder data environment, and connected to it (PCI DSS scope).';
COMMENT ON COLUMN estate.system.security_impacting IS 'Outside the cardholder data environment, and able to affect its security (PCI DSS scope).';
COMMENT ON COLUMN estate.system.pci_asked IS 'Whether the last confirmation was asked about connected_to_cde and security_impacting at all; false: it is older than the question.';
COMMENT ON COLUMN estate.system.supported_until IS 'The last day of support of the system, as support_source says; null: nobody stated it.';

CREATE TABLE estate.scope_confirmation (
    system_id          uuid        NOT NULL REFERENCES estate.system,
    confirmed_at       timestamptz NOT NULL,
    confirmed_by       uuid,
    entry_index        bigint,
    cardholder_data    boolean     NOT NULL,
    connected_to_cde   boolean     NOT NULL,
    security_impacting boolean     NOT NULL,
    critical_function  boolean     NOT NULL,
    customer_data      boolean     NOT NULL,
    third_party        boolean     NOT NULL,
    pci_asked          boolean     NOT NULL,
    PRIMARY KEY (system_id, confirmed_at)
);
COMMENT ON TABLE estate.scope_confirmation IS 'Each time a person confirmed the scope of a system, and as what: what held on a day follows from it.';
COMMENT ON COLUMN estate.scope_confirmation.entry_index IS 'The ledger entry of it; null: it was kept before confirmations had rows of their own.';

-- Earlier confirmations than the last are in the ledger alone; bin/rebuild makes them from it.
INSERT INTO estate.scope_confirmation (system_id, confirmed_at, confirmed_by, cardholder_data, connected_to_cde, security_impacting,
                                       critical_function, customer_data, third_party, pci_asked)
SELECT id, scope_confirmed_at, scope_confirmed_by, cardholder_data, false, false, critical_function, customer_data, third_party, false
  FROM estate.system
 WHERE scope_confirmed_at IS NOT NULL;

CREATE FUNCTION estate.in_scope(scope text, code text, cardholder_data boolean, connected_to_cde boolean, security_impacting boolean,
                                critical_function boolean, customer_data boolean, third_party boolean)
    RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
    SELECT scope = 'all'
        OR scope = 'system:' || code
        OR (scope = 'tag:pci' AND (cardholder_data OR connected_to_cde OR security_impacting))
        OR (scope = 'tag:cardholder-data' AND cardholder_data)
        OR (scope = 'tag:pci-connected' AND connected_to_cde)
        OR (scope = 'tag:pci-security-impacting' AND security_impacting)
        OR (scope = 'tag:critical-function' AND critical_function)
        OR (scope = 'tag:customer-data' AND customer_data)
        OR (scope = 'tag:third-party' AND third_party)
$$;
COMMENT ON FUNCTION estate.in_scope IS 'Whether a system with that code and those tags is in a scope. tag:pci is the whole PCI DSS scope: in the CDE, connected to it, or able to affect its security.';

CREATE OR REPLACE FUNCTION estate.pub_system_in(scope text) RETURNS TABLE (system_id uuid) LANGUAGE sql STABLE AS $$
    SELECT s.id
      FROM estate.system s
     WHERE estate.in_scope(scope, s.code, s.cardholder_data, s.connected_to_cde, s.security_impacting, s.critical_function,
                           s.customer_data, s.third_party)
$$;

-- What was confirmed holds until the next confirmation. What was said only after the day judged counts as well, when it puts more in scope.
CREATE FUNCTION estate.pub_system_judged(judged_at timestamptz, as_of timestamptz)
    RETURNS TABLE (id uuid, code text, name text, owner text, cardholder_data boolean, connected_to_cde boolean,
                   security_impacting boolean, in_pci_scope boolean, critical_function boolean, customer_data boolean,
                   third_party boolean, scope_confirmed_at timestamptz)
    LANGUAGE sql STABLE AS $$
    SELECT s.id, s.code, s.name, s.owner, t.cardholder_data, t.connected_to_cde, t.security_impacting,
           t.cardholder_data OR t.connected_to_cde OR t.security_impacting, t.critical_function, t.customer_data, t.third_party,
           c.confirmed_at
      FROM estate.system s
     CROSS JOIN LATERAL (SELECT max(h.confirmed_at) AS confirmed_at
                           FROM estate.scope_confirmation h
                          WHERE h.system_id = s.id AND h.confirmed_at <= least(judged_at, as_of)) c
     CROSS JOIN LATERAL (SELECT coalesce(bool_or(h.cardholder_data), false) AS cardholder_data,
                                coalesce(bool_or(h.connected_to_cde), false) AS connected_to_cde,
                                coalesce(bool_or(h.security_impacting), false) AS security_impacting,
                                coalesce(bool_or(h.critical_function), false) AS critical_function,
                                coalesce(bool_or(h.customer_data), false) AS customer_data,
                                coalesce(bool_or(h.third_party), false) AS third_party
                           FROM estate.scope_confirmation h
                          WHERE h.system_id = s.id AND h.confirmed_at <= as_of
                            AND h.confirmed_at >= coalesce(c.confirmed_at, '-infinity')) t
$$;
COMMENT ON FUNCTION estate.pub_system_judged IS 'Systems with their tags and the last confirmation of their scope by the day judged, as known as of a time.';

CREATE FUNCTION estate.pub_system_in(scope text, judged_at timestamptz, as_of timestamptz)
    RETURNS TABLE (system_id uuid) LANGUAGE sql STABLE AS $$
    SELECT s.id
      FROM estate.pub_system_judged(judged_at, as_of) s
     WHERE estate.in_scope(scope, s.code, s.cardholder_data, s.connected_to_cde, s.security_impacting, s.critical_function,
                           s.customer_data, s.third_party)
$$;

CREATE FUNCTION estate.pub_target_in(scope text, judged_at timestamptz, as_of timestamptz)
    RETURNS TABLE (target_id uuid) LANGUAGE sql STABLE AS $$
    SELECT t.id
      FROM estate.target t
     WHERE scope = 'all' OR t.system_id IN (SELECT i.system_id FROM estate.pub_system_in(scope, judged_at, as_of) i)
$$;
