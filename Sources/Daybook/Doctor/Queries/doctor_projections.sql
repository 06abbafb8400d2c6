-- Each projection: name, version, why it stopped, how many events it has yet to fold, and for how many seconds the oldest waits.
SELECT name, version, failure, greatest(head.size - projections.position, 0),
       coalesce(greatest(extract(epoch FROM clock_timestamp() - events.recorded_at), 0), 0)::float8
FROM head CROSS JOIN projections LEFT JOIN events ON events.position = projections.position
ORDER BY name
