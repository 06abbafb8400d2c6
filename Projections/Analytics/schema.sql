-- Figures of all conversations, folded from the ledger. Can be thrown away and rebuilt at any time.
--
-- Times are in quarter hours of UTC, or to the microsecond: every time zone's hours and days are made of whole quarter hours, so
-- figures can be summed for any of them. What a report reads much of is packed into few bytes. The engine adds each table's
-- primary key, once the rows are there when it rebuilds. Text that is part of a key has the collation "C", so that tables are in
-- the same order on every machine.

-- Messages that were told, by day of UTC, channel and direction.   Primary key: tenant, day, medium, channel, direction
CREATE TABLE analytics_volume (
  tenant        text COLLATE "C" NOT NULL,
  day           integer          NOT NULL, -- counted from 1970-01-01
  medium        text COLLATE "C" NOT NULL,
  channel       text COLLATE "C" NOT NULL, -- the provider's id of it, or else our address on it; empty where neither is told
  direction     text COLLATE "C" NOT NULL, -- inbound, outbound
  total         bytea            NOT NULL, -- of the day; Volume/PackedCounts.swift says what is counted, and how it is written
  quarters      bytea            NOT NULL, -- the same by quarter hour
  last_position bigint           NOT NULL
);

-- What the pipeline and people did, by quarter hour and kind of event.   Primary key: tenant, bucket, kind
CREATE TABLE analytics_events (
  tenant         text COLLATE "C" NOT NULL,
  bucket         timestamptz      NOT NULL,
  kind           text COLLATE "C" NOT NULL, -- task.created, voice.transcribed, …
  events         bigint           NOT NULL,
  first_position bigint           NOT NULL,
  last_position  bigint           NOT NULL
);

-- When a contact and we wrote to each other, by periods of 32 days.   Primary key: tenant, period, subject, medium, channel
CREATE TABLE analytics_contacts (
  tenant        text COLLATE "C" NOT NULL,
  period        integer          NOT NULL, -- counted from 1970-01-01
  subject       uuid             NOT NULL,
  medium        text COLLATE "C" NOT NULL,
  channel       text COLLATE "C" NOT NULL,
  days          integer          NOT NULL, -- bit n: on the period's day n
  quarters      smallint[]       NOT NULL, -- the period's quarter hours (0 to 3071) with a message, in order
  last_position bigint           NOT NULL
);

-- Openings of a conversation, by periods of 32 days; Openings/OpeningsFold.swift says what one is.
-- Primary key: tenant, period, conversation
CREATE TABLE analytics_openings (
  tenant         text COLLATE "C" NOT NULL,
  period         integer          NOT NULL,
  conversation   uuid             NOT NULL,
  subject        uuid             NOT NULL,
  openings       bytea            NOT NULL, -- in the order in which they were told; Openings/PackedOpening.swift says how
  heard_at       timestamptz,               -- of the contact's latest message
  closed_at      timestamptz,               -- when the last opening was closed
  reply_at       timestamptz,               -- the first message of ours after the contact's last one
  reply_position bigint,
  reply_by       text,
  is_continued   boolean          NOT NULL, -- the next period's first opening isn't one: it goes on with this row's last
  has_ended      boolean          NOT NULL, -- in the next period another one began
  last_position  bigint           NOT NULL
);
