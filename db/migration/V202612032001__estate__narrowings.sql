CREATE TABLE estate.narrowing (
    entry_index        bigint      PRIMARY KEY,
    system_id          uuid        NOT NULL REFERENCES estate.system,
    cardholder_data    boolean     NOT NULL,
    connected_to_cde   boolean     NOT NULL,
    security_impacting boolean     NOT NULL,
    critical_function  boolean     NOT NULL,
    customer_data      boolean     NOT NULL,
    third_party        boolean     NOT NULL,
    service_provider   boolean     NOT NULL,
    exposure_from      text,
    exposure_to        text,
    cde_reason         text        NOT NULL,
    connected_reason   text        NOT NULL,
    impacting_reason   text        NOT NULL,
    reason             text        NOT NULL CHECK (reason <> ''),
    proposed_at        timestamptz NOT NULL,
    proposed_by        uuid        NOT NULL,
    decided_at         timestamptz,
    decided_by         uuid,
    decided_entry      bigint,
    approved           boolean,
    comment            text,
    CHECK ((exposure_from IS NULL) = (exposure_to IS NULL)),
    CHECK (exposure_to IS NOT NULL OR cardholder_data OR connected_to_cde OR security_impacting OR critical_function OR customer_data
           OR third_party OR service_provider),
    CHECK ((decided_at IS NULL) = (approved IS NULL) AND (decided_at IS NULL) = (decided_entry IS NULL)
           AND (decided_at IS NULL) = (comment IS NULL)),
    CHECK (NOT approved OR decided_by <> proposed_by)
);
COMMENT ON TABLE estate.narrowing IS 'Proposals that a system be less in scope, or less exposed, than it counts as: the tags that are true are taken away when another person approves. Until then the wider scope counts.';
CREATE UNIQUE INDEX narrowing_waiting ON estate.narrowing (system_id) WHERE decided_at IS NULL;
CREATE INDEX narrowing_system ON estate.narrowing (system_id, entry_index);
