-- Keeps the tiles that a batch has filled.
--   $1 levels  $2 indexes  $3 hashes (8,192 bytes each)  $4 roots
INSERT INTO tiles (level, index, hashes, root)
SELECT * FROM unnest($1::int2[], $2::int8[], $3::bytea[], $4::bytea[])
