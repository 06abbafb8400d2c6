-- The contacts, folded from the ledger. Can be thrown away and rebuilt at any time.
--
-- The engine adds each table's primary key, once the rows are there when it rebuilds. Each row of a person's data carries the
-- person's subject; what several subjects have to do with each other is put together when it is read.

-- One row a contact, as it would be if none had ever been merged.   Primary key: tenant, subject
CREATE TABLE contacts_profiles (
  tenant           text COLLATE "C"   NOT NULL,
  subject          uuid               NOT NULL,
  card             text               NOT NULL, -- JSON: all that is known, and when it was said. Not jsonb, which would refuse some numbers
  first_seen_at    timestamptz        NOT NULL,
  active_at        timestamptz        NOT NULL, -- of the last event
  last_inbound_at  timestamptz,
  last_outbound_at timestamptz,
  media            text[] COLLATE "C" NOT NULL, -- those on which messages went, and below when the last did
  media_at         timestamptz[]      NOT NULL,
  -- What follows is told from the card.
  name             text,
  phone            text,
  email            text,
  type             text COLLATE "C"   NOT NULL, -- client, expert, unknown
  tags             text[] COLLATE "C" NOT NULL,
  words            text[] COLLATE "C" NOT NULL, -- by which it is found
  search           tsvector GENERATED ALWAYS AS (array_to_tsvector(words)) STORED
);

-- One row for each number and address of each contact, in its one form: contacts that may be one person share some.
-- Primary key: tenant, kind, value, subject
CREATE TABLE contacts_identifiers (
  tenant   text COLLATE "C" NOT NULL,
  kind     text COLLATE "C" NOT NULL, -- phone, email
  value    text COLLATE "C" NOT NULL, -- E.164, or an address in lower case
  subject  uuid             NOT NULL,
  since    timestamptz      NOT NULL
);

-- One row for each contact that was ever merged into another.   Primary key: tenant, absorbed
CREATE TABLE contacts_merges (
  tenant    text COLLATE "C" NOT NULL,
  absorbed  uuid             NOT NULL,
  subject   uuid             NOT NULL, -- the contact that stays
  is_merged boolean          NOT NULL, -- false once it is undone
  since     timestamptz      NOT NULL,
  position  bigint           NOT NULL  -- of the event that says so
);

-- One row for each event that a person would call activity.   Primary key: tenant, subject, position
CREATE TABLE contacts_timeline (
  tenant       text COLLATE "C" NOT NULL,
  subject      uuid             NOT NULL,
  position     bigint           NOT NULL,
  kind         text COLLATE "C" NOT NULL,
  conversation uuid,
  medium       text COLLATE "C",
  direction    text COLLATE "C",          -- inbound, outbound
  label        text,                      -- a few words of what it was
  occurred_at  timestamptz      NOT NULL
);
