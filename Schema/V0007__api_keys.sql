-- Who may call the HTTP API. Only a digest of the secret is kept.
--
-- "tenant" is empty for a key that may read all tenants.
CREATE TABLE api_keys (
  id           text        PRIMARY KEY,
  digest       bytea       NOT NULL CHECK (octet_length(digest) = 32),
  name         text        NOT NULL,
  tenant       text,
  scopes       text[]      NOT NULL CHECK (cardinality(scopes) > 0),
  created_at   timestamptz NOT NULL DEFAULT now(),
  expires_at   timestamptz,
  revoked_at   timestamptz,
  last_used_at timestamptz
);

GRANT SELECT, UPDATE (last_used_at) ON api_keys TO daybook_writer;
