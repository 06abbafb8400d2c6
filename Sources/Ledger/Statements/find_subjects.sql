-- The subjects of identifiers that are known.
--   $1  tenants   $2  hashes, in step
--
-- LATERAL … LIMIT 1: one look into the primary key for each, whatever the planner believes (see find_ids.sql).
SELECT known.tenant, known.hash, known.subject
FROM unnest($1::text[], $2::bytea[]) AS asked (tenant, hash)
CROSS JOIN LATERAL (
  SELECT * FROM identifiers WHERE identifiers.tenant = asked.tenant AND identifiers.hash = asked.hash LIMIT 1
) AS known
