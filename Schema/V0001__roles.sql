-- The two roles that the running service takes on with SET ROLE. Neither can log in by itself.
--
--   daybook_writer      appends to the ledger: inserts and selects, and moves the head
--   daybook_projector   folds projections: selects from the ledger, owns the projections' tables
--
-- Roles belong to the whole cluster, so another database's migration may have made them, or be making them now.
DO $$
DECLARE
  wanted  text;
  version int := current_setting('server_version_num');
BEGIN
  FOREACH wanted IN ARRAY ARRAY['daybook_writer', 'daybook_projector'] LOOP
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = wanted) THEN
      BEGIN
        EXECUTE format('CREATE ROLE %I NOLOGIN', wanted);
      EXCEPTION
        WHEN duplicate_object OR unique_violation THEN NULL;
      END;
    END IF;
    -- Since PostgreSQL 16 who makes a role is a member of it, but may not take it on with SET ROLE.
    IF NOT pg_has_role(current_user, wanted, CASE WHEN version >= 160000 THEN 'SET' ELSE 'MEMBER' END) THEN
      EXECUTE format('GRANT %I TO CURRENT_USER', wanted);
    END IF;
  END LOOP;
  EXECUTE format('GRANT USAGE ON SCHEMA %I TO daybook_writer, daybook_projector', current_schema());
  -- A rebuild makes its tables in a schema beside this one, and moves them here when it swaps.
  EXECUTE format('GRANT CREATE ON SCHEMA %I TO daybook_projector', current_schema());
  EXECUTE format('GRANT CREATE, TEMPORARY ON DATABASE %I TO daybook_projector', current_database());
END
$$;

-- The service checks at its start that the schema is the one it needs.
GRANT SELECT ON schema_migrations TO daybook_writer, daybook_projector;
