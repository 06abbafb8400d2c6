-- The wrapped data keys of subjects; no row for one that was erased.
--   $1  subjects
SELECT subject, wrapped FROM subject_keys WHERE subject = ANY ($1::uuid[])
