-- Leaf hashes in order of position.
--   $1  first position   $2  position to stop before
SELECT leaf FROM events WHERE position >= $1 AND position < $2 ORDER BY position
