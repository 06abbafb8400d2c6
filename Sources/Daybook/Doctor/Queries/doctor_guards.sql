-- The tables that are never changed, partitions included, and whether enabled triggers refuse UPDATE, DELETE and TRUNCATE on each.
--
-- Bits of tgtype (catalog/pg_trigger.h): 2 before, 8 delete, 16 update, 32 truncate.
WITH guarded AS (
  SELECT oid FROM pg_class
  WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'p')
    AND relname IN ('events', 'event_ids', 'tiles', 'checkpoints')
  UNION ALL
  SELECT inhrelid FROM pg_inherits WHERE inhparent = to_regclass('events')
), triggers AS (
  SELECT tgrelid, tgtype FROM pg_trigger JOIN pg_proc ON pg_proc.oid = tgfoid
  WHERE tgenabled IN ('O', 'A') AND tgtype & 2 <> 0 AND tgqual IS NULL AND tgattr = ''::int2vector
    AND proname = 'refuse_change' AND prosrc LIKE '%RAISE EXCEPTION%'
)
SELECT guarded.oid::regclass::text, coalesce(bool_or(tgtype & 16 <> 0), false), coalesce(bool_or(tgtype & 8 <> 0), false),
       coalesce(bool_or(tgtype & 32 <> 0), false)
FROM guarded LEFT JOIN triggers ON tgrelid = guarded.oid
GROUP BY guarded.oid
ORDER BY 1
