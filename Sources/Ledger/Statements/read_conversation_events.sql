-- Events of one conversation in order of position.
--   $1  first position   $2  position to stop before   $3  tenant or NULL   $4  kinds or NULL   $5  how many at most
--   $6  conversation     $7  subject or NULL
SELECT position, id, tenant, kind, source, subject, conversation, actor, cause, occurred_at, recorded_at, body, leaf
FROM events
WHERE conversation = $6 AND position >= $1 AND position < $2
  AND ($3::text IS NULL OR tenant = $3) AND ($4::text[] IS NULL OR kind = ANY ($4))
  AND ($7::uuid IS NULL OR subject = $7)
ORDER BY position
LIMIT $5
