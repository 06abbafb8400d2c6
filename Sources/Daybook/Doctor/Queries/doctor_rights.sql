-- Rights on the ledger's tables, its schema and its database that one of its roles has and shouldn't, or lacks and needs: role, table, privilege, whether it has it.
WITH needed (role, relation, privileges) AS (
  VALUES ('daybook_writer', 'events', 'SELECT INSERT'), ('daybook_writer', 'event_ids', 'SELECT INSERT'),
         ('daybook_writer', 'tiles', 'SELECT INSERT'), ('daybook_writer', 'checkpoints', 'SELECT INSERT'),
         ('daybook_writer', 'head', 'SELECT'), ('daybook_writer', 'ledger_keys', 'SELECT INSERT'),
         ('daybook_writer', 'subject_keys', 'SELECT INSERT'), ('daybook_writer', 'identifiers', 'SELECT INSERT'),
         ('daybook_writer', 'api_keys', 'SELECT'), ('daybook_writer', 'projections', 'SELECT'),
         ('daybook_projector', 'events', 'SELECT'), ('daybook_projector', 'head', 'SELECT'),
         ('daybook_projector', 'projections', 'SELECT INSERT UPDATE'),
         ('daybook_projector', 'projection_swaps', 'SELECT INSERT DELETE'),
         ('daybook_projector', 'erasures', 'SELECT')
), kept AS (
  SELECT unnest(ARRAY['events', 'event_ids', 'tiles', 'checkpoints']) AS relation
  UNION ALL
  SELECT inhrelid::regclass::text FROM pg_inherits WHERE inhparent = to_regclass('events')
), rules (role, relation, privilege, wanted) AS (
  SELECT role, relation, privilege, true FROM needed, string_to_table(privileges, ' ') AS privilege
  UNION ALL
  SELECT role, relation, privilege, false
  FROM unnest(ARRAY['daybook_writer', 'daybook_projector']) AS role, kept,
       unnest(ARRAY['UPDATE', 'DELETE', 'TRUNCATE']) AS privilege
)
SELECT role, relation, privilege, NOT wanted FROM rules JOIN pg_roles ON rolname = role
WHERE has_table_privilege(pg_roles.oid, to_regclass(relation), privilege) <> wanted
UNION ALL
-- What a dump doesn't hold unless it is restored with --create: a rebuild makes a schema.
SELECT rolname, 'DATABASE ' || quote_ident(current_database()), privilege, false
FROM pg_roles, unnest(ARRAY['CREATE', 'TEMPORARY']) AS privilege
WHERE rolname = 'daybook_projector' AND NOT has_database_privilege(oid, current_database(), privilege)
UNION ALL
SELECT rolname, 'SCHEMA ' || quote_ident(current_schema()), privilege, false
FROM pg_roles, unnest(ARRAY['CREATE', 'USAGE']) AS privilege
WHERE (rolname = 'daybook_projector' OR rolname = 'daybook_writer' AND privilege = 'USAGE')
  AND NOT has_schema_privilege(oid, current_schema(), privilege)
ORDER BY 1, 2, 3
