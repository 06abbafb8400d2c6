-- The wrapped data keys of subjects; no row for one that was erased.
--   $1  subjects
SELECT known.subject, known.wrapped
FROM unnest($1::uuid[]) AS asked (subject)
CROSS JOIN LATERAL (SELECT * FROM subject_keys WHERE subject_keys.subject = asked.subject LIMIT 1) AS known
