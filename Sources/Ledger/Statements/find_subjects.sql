-- The subjects of identifiers that are known.
--   $1  tenants   $2  hashes, in step
SELECT known.tenant, known.hash, known.subject
FROM unnest($1::text[], $2::bytea[]) AS asked (tenant, hash)
JOIN identifiers AS known ON known.tenant = asked.tenant AND known.hash = asked.hash
