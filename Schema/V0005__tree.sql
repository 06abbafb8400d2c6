-- The head: how many events there are, and the edge of the Merkle tree over them. One row, whose lock orders all appends.
--
-- "edge" is the roots of the maximal complete subtrees, largest first, 32 bytes each; "root" is the tree head that they
-- fold to. "recorded_at" is the time of the last event: a clock that is set back never turns time back in the ledger.
CREATE TABLE head (
  only_row    boolean     PRIMARY KEY DEFAULT true CHECK (only_row),
  size        bigint      NOT NULL CHECK (size >= 0),
  edge        bytea       NOT NULL CHECK (octet_length(edge) % 32 = 0),
  root        bytea       NOT NULL CHECK (octet_length(root) = 32),
  recorded_at timestamptz NOT NULL
) WITH (fillfactor = 10);
INSERT INTO head (size, edge, root, recorded_at) VALUES (0, '', sha256(''), '1970-01-01T00:00:00Z');

-- Full tiles: 256 hashes of one level (C2SP tlog-tiles). "root" is the hash they fold to, which stands in the tile above,
-- so that a partial tile can be read off the tiles below it.
CREATE TABLE tiles (
  level  smallint NOT NULL CHECK (level >= 0),
  index  bigint   NOT NULL CHECK (index >= 0),
  hashes bytea    NOT NULL CHECK (octet_length(hashes) = 8192),
  root   bytea    NOT NULL CHECK (octet_length(root) = 32),
  PRIMARY KEY (level, index)
);
ALTER TABLE tiles ALTER COLUMN hashes SET STORAGE EXTERNAL;

-- Every checkpoint that was signed: what the world may hold us to.
CREATE TABLE checkpoints (
  size      bigint      PRIMARY KEY CHECK (size >= 0),
  root      bytea       NOT NULL CHECK (octet_length(root) = 32),
  note      text        NOT NULL,
  signed_at timestamptz NOT NULL DEFAULT now()
);

CREATE TRIGGER tiles_immutable BEFORE UPDATE OR DELETE ON tiles
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER tiles_not_truncated BEFORE TRUNCATE ON tiles
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER checkpoints_immutable BEFORE UPDATE OR DELETE ON checkpoints
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER checkpoints_not_truncated BEFORE TRUNCATE ON checkpoints
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

GRANT SELECT, UPDATE (size, edge, root, recorded_at) ON head TO daybook_writer;
GRANT SELECT, INSERT ON tiles, checkpoints TO daybook_writer;
GRANT SELECT ON head, tiles, checkpoints TO daybook_projector;
