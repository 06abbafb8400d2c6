-- How often subjects' keys were destroyed. A projection's tables that were begun before the last time may hold what must be gone.
CREATE TABLE erasures (
  only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
  number   bigint  NOT NULL DEFAULT 0
);
INSERT INTO erasures DEFAULT VALUES;

-- Counted here, so that no way to destroy a key goes uncounted. With the owner's rights: who destroys keys needs none on the count.
CREATE FUNCTION count_erasure() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
BEGIN
  UPDATE erasures SET number = number + 1;
  RETURN NULL;
END
$$;

CREATE TRIGGER subject_keys_erased AFTER DELETE OR TRUNCATE ON subject_keys
  FOR EACH STATEMENT EXECUTE FUNCTION count_erasure();

GRANT SELECT ON erasures TO daybook_projector;
