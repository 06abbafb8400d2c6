-- Figures of all conversations, folded from the ledger. Can be thrown away and rebuilt at any time.
--
-- Times are in quarter hours of UTC, or to the microsecond: every time zone's hours and days are made of whole quarter hours, so
-- figures can be summed for any of them. The engine adds each table's primary key, once the rows are there when it rebuilds. Text
-- that is part of a key has the collation "C", so that tables are in the same order on every machine.

-- Messages that were told, by quarter hour, channel and direction.   Primary key: tenant, bucket, medium, channel, direction
CREATE TABLE analytics_volume (
  tenant           text COLLATE "C" NOT NULL,
  bucket           timestamptz      NOT NULL, -- when the quarter hour begins
  medium           text COLLATE "C" NOT NULL,
  channel          text COLLATE "C" NOT NULL, -- the provider's id of it, or else our address on it; empty where neither is told
  direction        text COLLATE "C" NOT NULL, -- inbound, outbound
  messages         bigint           NOT NULL,
  by_human         bigint           NOT NULL, -- of those that we sent
  by_automation    bigint           NOT NULL,
  by_unknown       bigint           NOT NULL,
  processed        bigint           NOT NULL, -- inbound messages whose processing time counts, and its sum in microseconds
  processing       bigint           NOT NULL,
  form_text        bigint           NOT NULL, -- messages of each form
  form_audio       bigint           NOT NULL,
  form_image       bigint           NOT NULL,
  form_video       bigint           NOT NULL,
  form_document    bigint           NOT NULL,
  form_location    bigint           NOT NULL,
  form_interactive bigint           NOT NULL,
  form_sticker     bigint           NOT NULL,
  form_contacts    bigint           NOT NULL,
  form_reaction    bigint           NOT NULL,
  form_order       bigint           NOT NULL,
  form_email       bigint           NOT NULL,
  form_story_reply bigint           NOT NULL,
  form_post        bigint           NOT NULL,
  form_template    bigint           NOT NULL,
  form_call        bigint           NOT NULL,
  form_system      bigint           NOT NULL,
  form_unsupported bigint           NOT NULL,
  first_position   bigint           NOT NULL, -- the events that are counted lie between these
  last_position    bigint           NOT NULL
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
-- All arrays have one element an opening, in the order in which they were told.   Primary key: tenant, period, conversation
CREATE TABLE analytics_openings (
  tenant            text COLLATE "C" NOT NULL,
  period            integer          NOT NULL,
  conversation      uuid             NOT NULL,
  subject           uuid             NOT NULL,
  opened_at         timestamptz[]    NOT NULL,
  opened_position   bigint[]         NOT NULL,
  medium            text[]           NOT NULL,
  channel           text[]           NOT NULL,
  answered_at       timestamptz[]    NOT NULL, -- NULL until somebody or something on our side answered
  answered_position bigint[]         NOT NULL,
  answered_by       text[]           NOT NULL, -- human, automation, unknown
  resolved_at       timestamptz[]    NOT NULL, -- NULL until the conversation was closed
  resolved_position bigint[]         NOT NULL,
  figures           bytea            NOT NULL, -- the same for reports: Openings/PackedOpening.swift says how
  heard_at          timestamptz,               -- of the contact's latest message
  closed_at         timestamptz,               -- when the last opening was closed
  reply_at          timestamptz,               -- the first message of ours after the contact's last one
  reply_position    bigint,
  reply_by          text,
  is_continued      boolean          NOT NULL, -- the next period's first opening isn't one: it goes on with this row's last
  has_ended         boolean          NOT NULL, -- in the next period another one began
  last_position     bigint           NOT NULL
);
