-- Who may do what in the database. Run as a superuser in the application's database, whose owner is upcoach_owner; may be
-- run again. CloudNativePG runs it when it makes the database (cluster.yaml); passwords are set by it too, from secrets.
--
--   upcoach_owner  owns the tables; used by the migration job alone (com.upcoach.Migrate)
--   upcoach_app    what members work as: reads and writes rows, changes no table (UPCOACH_MIGRATE=off)

DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'upcoach_app') THEN
        CREATE ROLE upcoach_app LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS;
    END IF;
    EXECUTE format('REVOKE ALL ON DATABASE %I FROM PUBLIC', current_database());
    EXECUTE format('GRANT CONNECT ON DATABASE %I TO upcoach_app', current_database());
END
$$;

REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO upcoach_app;

-- What is there, and what migrations will make. What records them is to be read only: app/…/db/migration/afterMigrate.sql.
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO upcoach_app;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO upcoach_app;
ALTER DEFAULT PRIVILEGES FOR ROLE upcoach_owner IN SCHEMA public
    GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO upcoach_app;
ALTER DEFAULT PRIVILEGES FOR ROLE upcoach_owner IN SCHEMA public GRANT USAGE ON SEQUENCES TO upcoach_app;

DO $$
BEGIN
    IF to_regclass('public.flyway_schema_history') IS NOT NULL THEN
        REVOKE INSERT, UPDATE, DELETE ON public.flyway_schema_history FROM upcoach_app;
    END IF;
END
$$;
