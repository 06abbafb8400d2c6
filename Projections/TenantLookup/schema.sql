-- Where agents' conversations stand, and which business a phone number belongs to. Folded from the ledger; can be thrown away
-- and rebuilt at any time.
--
-- JSON is kept as text: the agents get back what they gave, down to the spelling of a number.

-- One row a session of an agent.   Primary key: tenant, session
CREATE TABLE lookup_sessions (
  tenant        text COLLATE "C" NOT NULL,
  session       text COLLATE "C" NOT NULL, -- the agent's id; of one longer than 512 bytes, its SHA-256
  subject       uuid             NOT NULL,
  phone         text,
  phone_digits  text COLLATE "C",          -- how a person is looked up
  sub_domain    text,
  bot_id        text,
  local_id      text,
  intent        text,
  step          text,
  context       text             NOT NULL, -- a JSON object: all syncs, merged
  metadata      text             NOT NULL, -- a JSON object: all syncs, merged
  messages      text             NOT NULL, -- [{"role":…,"content":…,"at":…}]: the last 50, oldest first
  orders        text             NOT NULL, -- [{"id":…,"at":…}]: the last 100, oldest first
  created_at    timestamptz      NOT NULL,
  synced_at     timestamptz,               -- of what the columns up to metadata say
  active_at     timestamptz      NOT NULL,
  last_position bigint           NOT NULL
);
