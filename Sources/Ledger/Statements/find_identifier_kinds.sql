-- Which kinds of identifier each of these subjects has.
--   $1  subjects
SELECT DISTINCT known.subject, known.kind
FROM unnest($1::uuid[]) AS asked (subject)
CROSS JOIN LATERAL (
  SELECT subject, kind FROM identifiers WHERE identifiers.subject = asked.subject OFFSET 0
) AS known
