-- The standbys that are connected: name, how commits wait for it, bytes of WAL that it has yet to write to its disk. The last two
-- are empty for who may not see them.
SELECT coalesce(nullif(application_name, ''), host(client_addr), 'unnamed'), sync_state,
       pg_wal_lsn_diff(pg_current_wal_lsn(), flush_lsn)::bigint
FROM pg_stat_replication WHERE state IS DISTINCT FROM 'backup'
ORDER BY 1
