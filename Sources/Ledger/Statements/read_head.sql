-- The head as it is committed.
SELECT size, edge, root, recorded_at FROM head
