-- Full tiles with the roots that are stored for them.
--   $1  levels   $2  indexes, in step
SELECT stored.level, stored.index, stored.hashes, stored.root
FROM unnest($1::int2[], $2::int8[]) AS asked (level, index)
CROSS JOIN LATERAL (
  SELECT * FROM tiles WHERE tiles.level = asked.level AND tiles.index = asked.index LIMIT 1
) AS stored
