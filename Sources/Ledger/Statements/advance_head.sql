-- Moves the head past a batch, and tells the followers when it is committed.
--   $1 size  $2 edge  $3 root  $4 time of the last event  $5 channel
WITH moved AS (
  UPDATE head SET size = $1, edge = $2, root = $3, recorded_at = $4 RETURNING size
)
SELECT pg_notify($5, size::text) FROM moved
