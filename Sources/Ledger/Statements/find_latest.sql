-- The latest event of each of these conversations; no row for one that has none.
--   $1  uuid[]  conversations
SELECT asked.conversation, latest.position
FROM unnest($1::uuid[]) AS asked (conversation)
CROSS JOIN LATERAL (
  SELECT position FROM events WHERE events.conversation = asked.conversation ORDER BY position DESC LIMIT 1
) AS latest
