-- The indexes of the inbox, made once the rows are there.
--
-- Of the GIN indexes, what waits to be sorted in is kept short (in kB): whoever fills the list up does the sorting, while events wait.

-- The list of conversations, newest first.
CREATE INDEX inbox_conversations_active ON inbox_conversations (tenant, active_at DESC, conversation DESC);
-- The conversations with a person.
CREATE INDEX inbox_conversations_contact ON inbox_conversations (tenant, contact_digits) WHERE contact_digits IS NOT NULL;
CREATE INDEX inbox_conversations_unread ON inbox_conversations (tenant, active_at DESC, conversation DESC)
  WHERE unread_count > 0;
CREATE INDEX inbox_conversations_tasks ON inbox_conversations (tenant, active_at DESC, conversation DESC)
  WHERE open_tasks <> '{}';
CREATE INDEX inbox_conversations_sentiment ON inbox_conversations (tenant, sentiment, active_at DESC, conversation DESC)
  WHERE sentiment IS NOT NULL;
CREATE INDEX inbox_conversations_assignee ON inbox_conversations (tenant, assignee_id, active_at DESC, conversation DESC)
  WHERE assignee_id IS NOT NULL;
CREATE INDEX inbox_conversations_tags ON inbox_conversations USING gin (tags) WITH (gin_pending_list_limit = 256);

-- All messages, newest first.
CREATE INDEX inbox_messages_newest ON inbox_messages (tenant, occurred_at DESC, position DESC) WHERE position IS NOT NULL;
-- Those on a medium, which may have few, newest first.
CREATE INDEX inbox_messages_medium ON inbox_messages (tenant, medium, occurred_at DESC, position DESC) WHERE position IS NOT NULL;
-- Voice notes, newest first.
CREATE INDEX inbox_messages_voice ON inbox_messages (tenant, occurred_at DESC, position DESC)
  WHERE form = 'audio' AND position IS NOT NULL;
-- The thread with a person, and the thread of a conversation.
CREATE INDEX inbox_messages_contact ON inbox_messages (tenant, contact_digits, occurred_at, position)
  WHERE contact_digits IS NOT NULL AND position IS NOT NULL;
CREATE INDEX inbox_messages_conversation ON inbox_messages (tenant, conversation, occurred_at, position)
  WHERE position IS NOT NULL;
CREATE INDEX inbox_messages_search ON inbox_messages USING gin (search) WITH (gin_pending_list_limit = 256);

CREATE INDEX inbox_notes_conversation ON inbox_notes (tenant, conversation, position);

-- Messages with tasks, and those of a mood, newest first.
CREATE INDEX inbox_insights_tasks ON inbox_insights (tenant, message_at DESC, message_position DESC) WHERE task_count > 0;
CREATE INDEX inbox_insights_sentiment ON inbox_insights (tenant, sentiment, message_at DESC, message_position DESC)
  WHERE sentiment IS NOT NULL;
