-- Deliveries that couldn't be read and weren't read again since, and those that contradict others, from a position on: how many of each,
-- and the first one's position.
--   $1  bigint  the position
WITH kept AS MATERIALIZED (
  SELECT position, kind FROM events WHERE position >= $1 AND kind IN ('delivery.quarantined', 'delivery.conflicted')
), open AS (
  SELECT * FROM kept WHERE kind = 'delivery.conflicted'
  UNION ALL
  SELECT * FROM kept WHERE kind = 'delivery.quarantined'
    AND position NOT IN (SELECT cause FROM events WHERE position >= (SELECT min(position) FROM kept) AND cause IS NOT NULL)
)
SELECT count(*) FILTER (WHERE kind = 'delivery.quarantined'), count(*) FILTER (WHERE kind = 'delivery.conflicted'), min(position)
FROM open
