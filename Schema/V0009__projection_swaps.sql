-- Swaps of projections that the ledger doesn't hold yet as projection.swapped: a row is written in the transaction of the swap, and
-- deleted once its event is appended, so that a crash in between loses none.
CREATE TABLE projection_swaps (
  projection    text     NOT NULL,
  generation    int      NOT NULL,
  version       int      NOT NULL,
  position      bigint   NOT NULL,
  tree_size     bigint   NOT NULL,
  table_names   text[]   NOT NULL,
  table_rows    bigint[] NOT NULL,
  table_digests bytea[]  NOT NULL,
  PRIMARY KEY (projection, generation)
);

GRANT SELECT, INSERT, DELETE ON projection_swaps TO daybook_projector;
