-- Flyway runs this after each migration. Where members have a role of their own (k8s/database/roles.sql), it may read what
-- was migrated, to wait for it, and change nothing about that.
DO $$
BEGIN
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'upcoach_app') THEN
        REVOKE INSERT, UPDATE, DELETE ON flyway_schema_history FROM upcoach_app;
    END IF;
END
$$;
