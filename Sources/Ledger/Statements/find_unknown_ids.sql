-- Positions of events whose id isn't kept, or is kept as that of another event.
--   $1  first position   $2  position to stop before
--
-- LATERAL … LIMIT 1 leaves the planner nothing but one look into the primary key for each (see find_ids.sql).
SELECT events.position
FROM events
LEFT JOIN LATERAL (
  SELECT position FROM event_ids WHERE event_ids.tenant = events.tenant AND event_ids.id = events.id LIMIT 1
) AS known ON true
WHERE events.position >= $1 AND events.position < $2 AND known.position IS DISTINCT FROM events.position
ORDER BY events.position
