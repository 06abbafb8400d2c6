-- Inserts a batch of numbered events, given column by column.
--   $1 positions  $2 ids  $3 tenants  $4 kinds  $5 sources  $6 subjects  $7 conversations  $8 actors  $9 causes
--   $10 times of occurrence  $11 time of recording (one for the batch)  $12 sealed bodies  $13 leaf hashes
INSERT INTO events
  (position, id, tenant, kind, source, subject, conversation, actor, cause, occurred_at, recorded_at, body, leaf)
SELECT position, id, tenant, kind, source, subject, conversation, actor, cause, occurred_at, $11::timestamptz, body, leaf
FROM unnest($1::int8[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::uuid[], $7::uuid[], $8::text[], $9::int8[],
            $10::timestamptz[], $12::bytea[], $13::bytea[])
  AS batch (position, id, tenant, kind, source, subject, conversation, actor, cause, occurred_at, body, leaf)
