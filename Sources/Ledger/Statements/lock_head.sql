-- Locks the head: from here to the commit, nobody else numbers events.
SELECT size, edge, recorded_at FROM head FOR UPDATE
