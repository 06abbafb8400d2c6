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

-- One row a conversation with a voice agent that is over.   Primary key: tenant, conversation
CREATE TABLE lookup_transcripts (
  tenant        text COLLATE "C" NOT NULL,
  conversation  text COLLATE "C" NOT NULL, -- the provider's id; of one longer than 512 bytes, its SHA-256
  subject       uuid             NOT NULL,
  status        text COLLATE "C" NOT NULL, -- completed, or what else the provider calls it
  email_id      text COLLATE "C",          -- under which the business knows the person
  account_id    text COLLATE "C",          -- that the person has with the business
  agent_id      text,
  session_id    text,
  summary       text,
  started_at    timestamptz,
  ended_at      timestamptz,
  duration      bigint,                    -- in seconds
  message_count bigint           NOT NULL, -- as its sender counts them
  processed_at  timestamptz      NOT NULL, -- when the ledger took it
  last_position bigint           NOT NULL
);
