-- Refuses any change to what is recorded, whoever asks. SQLSTATE DB001.
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% on % refused: the ledger is append-only', TG_OP, TG_TABLE_NAME
    USING ERRCODE = 'DB001', HINT = 'Record a new event instead.';
END
$$;

-- Row triggers on a partitioned table are carried over to its partitions; TRUNCATE triggers are not (see make_event_partitions).
CREATE TRIGGER events_immutable BEFORE UPDATE OR DELETE ON events
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER events_not_truncated BEFORE TRUNCATE ON events
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER event_ids_immutable BEFORE UPDATE OR DELETE ON event_ids
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER event_ids_not_truncated BEFORE TRUNCATE ON event_ids
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
