-- The log: its size, when its last event was recorded, seconds since its last checkpoint was signed (empty without one), the first
-- position without a partition, and how many events a new partition holds.
SELECT head.size, head.recorded_at,
       (SELECT extract(epoch FROM clock_timestamp() - signed_at)::float8 FROM checkpoints ORDER BY checkpoints.size DESC LIMIT 1),
       (SELECT coalesce(max(substring(pg_get_expr(child.relpartbound, child.oid) FROM 'TO \(''?(\d+)''?\)')::bigint), 0)
        FROM pg_inherits JOIN pg_class AS child ON child.oid = inhrelid WHERE inhparent = to_regclass('events')),
       ledger_settings.partition_size
FROM head, ledger_settings
