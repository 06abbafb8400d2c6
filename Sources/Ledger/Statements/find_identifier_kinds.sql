-- Which kinds of identifier each of these subjects has.
--   $1  subjects
SELECT DISTINCT subject, kind FROM identifiers WHERE subject = ANY ($1::uuid[])
