-- Full tiles.
--   $1  levels   $2  indexes, in step
SELECT stored.level, stored.index, stored.hashes
FROM unnest($1::int2[], $2::int8[]) AS asked (level, index)
JOIN tiles AS stored ON stored.level = asked.level AND stored.index = asked.index
