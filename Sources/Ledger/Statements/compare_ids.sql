-- Ids and events that don't belong to each other, by position; true when there is an id and no event.
--   $1  first position   $2  last position   $3  how many at most
SELECT COALESCE(events.position, ids.position), events.position IS NULL
FROM (SELECT tenant, id, position FROM events WHERE position BETWEEN $1 AND $2) AS events
FULL JOIN (SELECT tenant, id, position FROM event_ids WHERE position BETWEEN $1 AND $2) AS ids
  ON ids.tenant = events.tenant AND ids.id = events.id AND ids.position = events.position
WHERE events.position IS NULL OR ids.position IS NULL
ORDER BY 1, 2
LIMIT $3
