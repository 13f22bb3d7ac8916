-- Runs after the migrations of every start, new ones or none: what the application's role may do (ADR 017). It adds to the ledger and
-- reads it; of other tables it changes rows, never their form; views are read. It is made by whoever sets the database up.
DO $$
DECLARE
    one record;
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'exhibit_app') THEN
        RETURN;
    END IF;
    EXECUTE format('GRANT CONNECT, TEMPORARY ON DATABASE %I TO exhibit_app', current_database());
    FOR one IN
        SELECT nspname AS schema FROM pg_namespace WHERE obj_description(oid, 'pg_namespace') IS NOT NULL AND nspname !~ '^(pg_|public$|information_schema$)'
    LOOP
        EXECUTE format('GRANT USAGE ON SCHEMA %I TO exhibit_app', one.schema);
        EXECUTE format('GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA %I TO exhibit_app', one.schema);
    END LOOP;
    FOR one IN
        SELECT format('%I.%I', n.nspname, c.relname) AS name,
               CASE WHEN c.relkind IN ('v', 'm') THEN 'SELECT'
                    WHEN n.nspname = 'ledger' THEN 'SELECT, INSERT'
                    ELSE 'SELECT, INSERT, UPDATE, DELETE' END AS rights
          FROM pg_class c
          JOIN pg_namespace n ON n.oid = c.relnamespace
         WHERE c.relkind IN ('r', 'p', 'v', 'm')
           AND has_schema_privilege('exhibit_app', n.oid, 'USAGE')
           AND n.nspname !~ '^(pg_|public$|information_schema$)'
         ORDER BY 1
    LOOP
        EXECUTE format('REVOKE ALL ON %s FROM exhibit_app', one.name);
        EXECUTE format('GRANT %s ON %s TO exhibit_app', one.rights, one.name);
    END LOOP;
END $$;
