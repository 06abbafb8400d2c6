-- Deliveries that couldn't be read, and those that contradict others, from a position on: how many of each, and the first one's position.
--   $1  bigint  the position
SELECT count(*) FILTER (WHERE kind = 'delivery.quarantined'), count(*) FILTER (WHERE kind = 'delivery.conflicted'), min(position)
FROM events WHERE position >= $1 AND kind IN ('delivery.quarantined', 'delivery.conflicted')
