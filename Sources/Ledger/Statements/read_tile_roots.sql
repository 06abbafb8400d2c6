-- Roots of full tiles of one level: the hashes of the tile above them.
--   $1  level   $2  first index   $3  index to stop before
SELECT root FROM tiles WHERE level = $1 AND index >= $2 AND index < $3 ORDER BY index
