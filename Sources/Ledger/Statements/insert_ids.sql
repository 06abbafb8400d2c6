-- Remembers the ids of a batch.
--   $1 tenants  $2 ids  $3 positions  $4 keyed digests of the content
INSERT INTO event_ids (tenant, id, position, digest)
SELECT * FROM unnest($1::text[], $2::uuid[], $3::int8[], $4::bytea[])
