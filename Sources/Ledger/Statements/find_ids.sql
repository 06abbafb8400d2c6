-- Which of these ids stand in the ledger already.
--   $1  text[]  tenants     $2  uuid[]  ids, in step
--
-- LATERAL … LIMIT 1 leaves the planner nothing but one look into the primary key for each: without statistics of a young table it
-- would rather read all of it, under the lock that orders all appends.
SELECT known.tenant, known.id, known.position, known.digest
FROM unnest($1::text[], $2::uuid[]) AS asked (tenant, id)
CROSS JOIN LATERAL (
  SELECT * FROM event_ids WHERE event_ids.tenant = asked.tenant AND event_ids.id = asked.id LIMIT 1
) AS known
