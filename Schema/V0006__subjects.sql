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

-- Makes subjects and links identifiers to them, all or none, in one round trip.
--
--   tenants, hashes, kinds, subjects       the identifiers, in step; in the order of (tenant, hash), so that two that link the same
--                                          ones wait for each other and never in a circle
--   created, created_tenants, wrapped_keys the new subjects, in step
--
-- Raises SQLSTATE DB002, and does nothing, when somebody else has linked one of the identifiers meanwhile.
CREATE FUNCTION link_identifiers(
  tenants text[], hashes bytea[], kinds text[], subjects uuid[], created uuid[], created_tenants text[], wrapped_keys bytea[]
) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  linked bigint;
BEGIN
  -- Bodies are sealed under these keys as soon as this is committed: a commit that a crash could undo would lose them.
  IF current_setting('synchronous_commit') IN ('off', 'local') THEN
    PERFORM set_config('synchronous_commit', 'on', true);
  END IF;
  INSERT INTO identifiers (tenant, hash, kind, subject)
  SELECT * FROM unnest(tenants, hashes, kinds, subjects)
  ON CONFLICT DO NOTHING;
  GET DIAGNOSTICS linked = ROW_COUNT;
  IF linked <> cardinality(hashes) THEN
    RAISE EXCEPTION 'an identifier was linked meanwhile' USING ERRCODE = 'DB002', HINT = 'Look it up again.';
  END IF;
  INSERT INTO subject_keys (subject, tenant, wrapped)
  SELECT * FROM unnest(created, created_tenants, wrapped_keys);
END
$$;

REVOKE EXECUTE ON FUNCTION link_identifiers(text[], bytea[], text[], uuid[], uuid[], text[], bytea[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION link_identifiers(text[], bytea[], text[], uuid[], uuid[], text[], bytea[]) TO daybook_writer;
