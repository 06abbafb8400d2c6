-- Keeps the wrapped data keys of new subjects.
--   $1  subjects   $2  tenants   $3  wrapped keys, in step
INSERT INTO subject_keys (subject, tenant, wrapped)
SELECT * FROM unnest($1::uuid[], $2::text[], $3::bytea[])
