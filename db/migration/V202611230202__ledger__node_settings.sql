CREATE TABLE ledger.node_settings (
    entry_index bigint PRIMARY KEY,
    node        text   NOT NULL,
    digest      text   NOT NULL
);
COMMENT ON TABLE ledger.node_settings IS 'The settings that processes were found to run with, by digest; their entry (config.changed) has them.';
CREATE INDEX node_settings_node ON ledger.node_settings (node, entry_index DESC);
CREATE TRIGGER node_settings_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger.node_settings
    FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change();
