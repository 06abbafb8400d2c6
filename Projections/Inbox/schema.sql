-- The inbox: conversations, their messages and notes, folded from the ledger. Can be thrown away and rebuilt at any time.
--
-- The engine adds each table's primary key, once the rows are there when it rebuilds. Text that is part of a key or an index
-- has the collation "C", so that tables are in the same order, and give the same digest, on every machine.

-- One row a conversation.   Primary key: tenant, conversation
CREATE TABLE inbox_conversations (
  tenant                 text COLLATE "C" NOT NULL,
  conversation           uuid             NOT NULL,
  subject                uuid             NOT NULL,
  source                 text             NOT NULL,
  medium                 text COLLATE "C",
  channel_id             text,
  channel_name           text,
  channel_address        text,
  contact_id             text,
  contact_name           text,
  contact_phone          text,
  contact_email          text,
  contact_digits         text COLLATE "C",         -- of the phone number, without "+": how a person is looked up
  contact_at             timestamptz,              -- of what the contact's columns say
  status                 text COLLATE "C" NOT NULL, -- open, closed, active, archived, blocked
  status_at              timestamptz,
  assignee_id            text,
  assignee_name          text,
  assignee_email         text,
  assigned_at            timestamptz,
  tags                   text[]           NOT NULL, -- of the contact, as the provider told them last
  summary                text,                      -- of the last message that was analysed
  sentiment              text COLLATE "C",          -- positive, negative, neutral, urgent
  urgency                bigint,                    -- 1 to 10
  analyzed_position      bigint,
  open_tasks             text[]           NOT NULL, -- ids of the latest of them
  automation_paused      boolean          NOT NULL,
  paused_until           timestamptz,
  escalation             text,                      -- why a person is to look at it
  escalated_at           timestamptz,
  inbound_count          bigint           NOT NULL,
  outbound_count         bigint           NOT NULL,
  unread_count           bigint           NOT NULL, -- inbound messages after read_position
  unread                 bigint[]         NOT NULL, -- positions of the latest of them
  read_position          bigint,                    -- up to where somebody on our side has read
  first_message_at       timestamptz,
  last_message_at        timestamptz,
  last_message_position  bigint,
  last_message_text      text,                      -- its beginning
  last_message_form      text,
  last_message_direction text,
  active_at              timestamptz      NOT NULL, -- of the last message, or of the last event where there is none
  last_position          bigint           NOT NULL,
  updated_at             timestamptz      NOT NULL
);

-- One row a message, under the provider's id of it.   Primary key: tenant, source, message_id
-- "position" is NULL while only a status of the message is known.
CREATE TABLE inbox_messages (
  tenant          text COLLATE "C" NOT NULL,
  source          text COLLATE "C" NOT NULL,
  message_id      text COLLATE "C" NOT NULL,
  subject         uuid             NOT NULL,
  position        bigint,
  event_id        uuid,
  conversation    uuid,
  direction       text,            -- inbound, outbound
  form            text,
  text            text,
  subject_line    text,
  media           jsonb,           -- [{"url":…,"content_type":…,"file_name":…}]
  location        jsonb,           -- {"latitude":…,"longitude":…,"label":…,"address":…}
  payload         text,
  reply_to        text,
  contact_id      text,
  contact_name    text,
  contact_phone   text,
  contact_email   text,
  contact_digits  text COLLATE "C",
  medium          text COLLATE "C",
  channel_id      text,
  channel_name    text,
  channel_address text,
  sender_nature   text,            -- human, automation, unknown; NULL for inbound
  sender_source   text,
  sender_user     text,
  occurred_at     timestamptz,
  recorded_at     timestamptz,
  status          text,            -- how far it got
  status_at       timestamptz,
  error_code      text,
  error_message   text,
  -- Cut, so that no message is too long for a tsvector.
  search          tsvector GENERATED ALWAYS AS (to_tsvector('simple', left(
    coalesce(text, '') || ' ' || coalesce(subject_line, '') || ' ' || coalesce(contact_name, ''), 100000))) STORED
);

-- One row a message of which something was found out.   Primary key: tenant, source, message_id
CREATE TABLE inbox_insights (
  tenant                 text COLLATE "C" NOT NULL,
  source                 text COLLATE "C" NOT NULL,
  message_id             text COLLATE "C" NOT NULL,
  subject                uuid             NOT NULL,
  conversation           uuid,
  message_at             timestamptz      NOT NULL,
  message_position       bigint           NOT NULL,
  transcription_status   text,                      -- pending, processing, completed, failed
  transcription          text,
  transcription_language text,
  analyzed_at            timestamptz,
  summary                text,
  sentiment              text COLLATE "C",
  urgency                bigint,
  category               text,
  priority               text,
  keywords               text[],
  entities               text,                      -- a JSON object
  action_required        boolean,
  response_time          text,
  task_count             bigint           NOT NULL,
  task_id                text,                      -- of the last of them
  task_title             text,
  task_type              text,
  task_priority          bigint,
  task_due               text,
  last_position          bigint           NOT NULL
);

-- One row a note that somebody on our side wrote.   Primary key: position
CREATE TABLE inbox_notes (
  position     bigint           NOT NULL,
  tenant       text COLLATE "C" NOT NULL,
  conversation uuid,
  subject      uuid             NOT NULL,
  source       text             NOT NULL,
  author_id    text,
  author_name  text,
  author_email text,
  text         text             NOT NULL,
  occurred_at  timestamptz      NOT NULL
);
