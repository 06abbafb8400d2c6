-- Which of these ids stand in the ledger already.
--   $1  text[]  tenants     $2  uuid[]  ids, in step
SELECT known.tenant, known.id, known.position, known.digest
FROM unnest($1::text[], $2::uuid[]) AS asked (tenant, id)
JOIN event_ids AS known ON known.tenant = asked.tenant AND known.id = asked.id
