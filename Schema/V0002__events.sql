-- The ledger: one row an event, numbered densely from 0 in the order of commit, never changed.
--
-- Nothing outside "body" is personal data. "body" is sealed (AES-256-GCM under the subject's data key), and "leaf" is
-- SHA-256(0x00 || canonical header), where the header holds all columns but these two, and the SHA-256 of the sealed body.
CREATE TABLE events (
  position     bigint      NOT NULL CHECK (position >= 0),
  id           uuid        NOT NULL,
  tenant       text        NOT NULL,
  kind         text        NOT NULL,
  source       text        NOT NULL,
  subject      uuid        NOT NULL,
  conversation uuid,
  actor        text        NOT NULL,
  cause        bigint,
  occurred_at  timestamptz NOT NULL,
  recorded_at  timestamptz NOT NULL,
  body         bytea       NOT NULL,
  leaf         bytea       NOT NULL CHECK (octet_length(leaf) = 32),
  PRIMARY KEY (position)
) PARTITION BY RANGE (position);

-- Sealed bytes don't compress: trying to would only cost time.
ALTER TABLE events ALTER COLUMN body SET STORAGE EXTERNAL;

CREATE INDEX events_conversation ON events (conversation, position) WHERE conversation IS NOT NULL;
CREATE INDEX events_subject ON events (subject, position);

-- How many events a partition holds: 4,096 full tiles of the tree. Read once, when a partition is made.
CREATE TABLE ledger_settings (
  only_row       boolean PRIMARY KEY DEFAULT true CHECK (only_row),
  partition_size bigint  NOT NULL DEFAULT 1048576 CHECK (partition_size > 0 AND partition_size % 256 = 0)
);
INSERT INTO ledger_settings DEFAULT VALUES;

-- Which event has an id, and the keyed digest of its content: what tells a repetition from a conflict.
CREATE TABLE event_ids (
  tenant   text   NOT NULL,
  id       uuid   NOT NULL,
  position bigint NOT NULL,
  digest   bytea  NOT NULL CHECK (octet_length(digest) = 32),
  PRIMARY KEY (tenant, id)
);

GRANT SELECT, INSERT ON events, event_ids TO daybook_writer;
GRANT SELECT ON events, event_ids TO daybook_projector;
GRANT SELECT ON ledger_settings TO daybook_writer, daybook_projector;
