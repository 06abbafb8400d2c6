-- Makes the partitions of "events" up to the one that holds position "upto", and as many positions again as one holds.
--
--   upto     the highest position that is about to be needed
--   returns  the first position that has no partition yet
--
-- A new partition begins where the last one ends, so "partition_size" may be changed at any time. Runs with the owner's
-- rights, so that the writer needs none to create tables. ATTACH, unlike CREATE … PARTITION OF, takes no lock that would hold
-- up readers or the sequencer.
CREATE FUNCTION make_event_partitions(upto bigint) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
DECLARE
  size      bigint;
  first     bigint;
  partition text;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('daybook.partitions.' || current_schema(), 0));
  SELECT partition_size INTO STRICT size FROM ledger_settings;
  SELECT COALESCE(max(substring(pg_get_expr(child.relpartbound, child.oid) FROM 'TO \(''?(\d+)''?\)')::bigint), 0)
    INTO first
    FROM pg_inherits JOIN pg_class AS child ON child.oid = inhrelid
    WHERE inhparent = 'events'::regclass;
  WHILE first <= upto + size LOOP
    partition := format('events_%s', lpad(first::text, 12, '0'));
    EXECUTE format('CREATE TABLE %I (LIKE events INCLUDING CONSTRAINTS INCLUDING STORAGE)', partition);
    EXECUTE format('ALTER TABLE events ATTACH PARTITION %I FOR VALUES FROM (%s) TO (%s)',
                   partition, first, first + size);
    EXECUTE format('CREATE TRIGGER %I BEFORE TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()',
                   partition || '_not_truncated', partition);
    first := first + size;
  END LOOP;
  RETURN first;
END
$$;

REVOKE EXECUTE ON FUNCTION make_event_partitions(bigint) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION make_event_partitions(bigint) TO daybook_writer;
SELECT make_event_partitions(0);
