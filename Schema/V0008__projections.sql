-- How far each projection has folded the ledger. "position" is the next event it wants; its lock orders following and swapping.
CREATE TABLE projections (
  name       text        PRIMARY KEY,
  version    int         NOT NULL,
  position   bigint      NOT NULL DEFAULT 0 CHECK (position >= 0),
  generation int         NOT NULL DEFAULT 0,
  failure    text,
  updated_at timestamptz NOT NULL DEFAULT now()
);

GRANT SELECT, INSERT, UPDATE ON projections TO daybook_projector;
GRANT SELECT ON projections TO daybook_writer;
