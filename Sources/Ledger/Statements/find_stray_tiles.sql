-- Tiles that no events make.
--   $1  how many full tiles there are of each level, from 0   $2  how many at most
SELECT tiles.level, tiles.index
FROM tiles LEFT JOIN unnest($1::int8[]) WITH ORDINALITY AS made (count, number) ON made.number = tiles.level + 1
WHERE tiles.level < 0 OR tiles.index < 0 OR tiles.index >= COALESCE(made.count, 0)
ORDER BY tiles.level, tiles.index
LIMIT $2
