-- Replication slots that nobody reads, and the bytes of WAL that are kept for each.
SELECT slot_name::text, pg_wal_lsn_diff(pg_current_wal_lsn(), restart_lsn)::bigint
FROM pg_replication_slots WHERE NOT active AND restart_lsn IS NOT NULL
ORDER BY 1
