-- Keys of the ledger itself, wrapped by the master key: "identifier" hashes identifiers, ids and content.
CREATE TABLE ledger_keys (
  name       text        PRIMARY KEY,
  wrapped    bytea       NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now()
);

-- The data key of each subject, wrapped by the master key. A subject whose key is gone is erased: its sealed bodies stay,
-- and so does every proof, but nobody can read them again.
CREATE TABLE subject_keys (
  subject    uuid        PRIMARY KEY,
  tenant     text        NOT NULL,
  wrapped    bytea       NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now()
);

-- Which subject an identifier stands for, by keyed hash. "kind" says phone, email, whatsapp, contact:<source> or tenant.
CREATE TABLE identifiers (
  tenant     text        NOT NULL,
  hash       bytea       NOT NULL CHECK (octet_length(hash) = 32),
  kind       text        NOT NULL,
  subject    uuid        NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant, hash)
);
CREATE INDEX identifiers_subject ON identifiers (subject);

GRANT SELECT, INSERT ON ledger_keys, subject_keys, identifiers TO daybook_writer;
GRANT SELECT ON ledger_keys, subject_keys TO daybook_projector;
