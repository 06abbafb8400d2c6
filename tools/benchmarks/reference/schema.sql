-- The three tables of the guide's "Database Schema", with the keys that its statements need and no further index.

CREATE TABLE messages (
  respond_io_message_id text PRIMARY KEY,
  contact_id text,
  contact_identifier text,
  channel_id text,
  channel text,
  conversation_id text,
  message_text text,
  message_type text,
  direction text,
  timestamp timestamptz,
  stored_at timestamptz,
  processed boolean,
  processed_at timestamptz
);

CREATE TABLE conversations (
  conversation_id text PRIMARY KEY,
  contact_id text,
  contact_identifier text,
  channel text,
  last_message text,
  last_message_at timestamptz,
  status text,
  assignee_id text,
  assigned_at timestamptz,
  created_at timestamptz,
  updated_at timestamptz
);

CREATE TABLE contacts (
  respond_io_contact_id text PRIMARY KEY,
  identifier text,
  name text,
  email text,
  custom_fields jsonb,
  tags jsonb,
  last_contacted_at timestamptz,
  created_at timestamptz,
  updated_at timestamptz
);
