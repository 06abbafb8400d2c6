-- Writes a batch of numbered events, given column by column, with their ids and the tiles that they fill; moves the head past it,
-- and tells the followers when it is committed. One row when that is done. None, and nothing done, unless the head stands where
-- the batch was planned from and none of its ids is in the ledger.
--   $1 positions  $2 ids  $3 tenants  $4 kinds  $5 sources  $6 subjects  $7 conversations  $8 actors  $9 causes
--   $10 times of occurrence  $11 time of recording (one for the batch)  $12 sealed bodies  $13 leaf hashes
--   $14 keyed digests of the content
--   tiles: $15 levels  $16 indexes  $17 hashes (8,192 bytes each)  $18 roots
--   the head afterwards: $19 size  $20 edge  $21 root  $22 channel that it is told on
--   the head before: $23 size  $24 edge  $25 whether the ids were looked up since it was locked
--
-- The head is locked by a statement before this one: what another process has committed until then is seen by this one.
-- LATERAL … LIMIT 1 is for the reason that find_ids.sql gives.
WITH planned AS MATERIALIZED (
  SELECT size FROM head
  WHERE size = $23 AND edge = $24
    AND ($25 OR NOT EXISTS (
      SELECT FROM unnest($3::text[], $2::uuid[]) AS asked (tenant, id)
      CROSS JOIN LATERAL (
        SELECT FROM event_ids WHERE event_ids.tenant = asked.tenant AND event_ids.id = asked.id LIMIT 1
      ) AS known))
), new_events AS (
  INSERT INTO events
    (position, id, tenant, kind, source, subject, conversation, actor, cause, occurred_at, recorded_at, body, leaf)
  SELECT batch.position, batch.id, batch.tenant, batch.kind, batch.source, batch.subject, batch.conversation, batch.actor,
         batch.cause, batch.occurred_at, $11::timestamptz, batch.body, batch.leaf
  FROM planned,
       unnest($1::int8[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::uuid[], $7::uuid[], $8::text[], $9::int8[],
              $10::timestamptz[], $12::bytea[], $13::bytea[])
         AS batch (position, id, tenant, kind, source, subject, conversation, actor, cause, occurred_at, body, leaf)
), new_ids AS (
  INSERT INTO event_ids (tenant, id, position, digest)
  SELECT batch.* FROM planned, unnest($3::text[], $2::uuid[], $1::int8[], $14::bytea[]) AS batch
), new_tiles AS (
  INSERT INTO tiles (level, index, hashes, root)
  SELECT batch.* FROM planned, unnest($15::int2[], $16::int8[], $17::bytea[], $18::bytea[]) AS batch
), moved AS (
  UPDATE head SET size = $19, edge = $20, root = $21, recorded_at = $11 FROM planned RETURNING head.size
)
SELECT pg_notify($22, size::text) FROM moved
