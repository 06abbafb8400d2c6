-- Links identifiers to subjects. One that somebody else has linked meanwhile is left out of what is returned.
--   $1  tenants   $2  hashes   $3  kinds   $4  subjects, in step
INSERT INTO identifiers (tenant, hash, kind, subject)
SELECT * FROM unnest($1::text[], $2::bytea[], $3::text[], $4::uuid[])
ON CONFLICT DO NOTHING
RETURNING hash
