-- The indexes of the lookups, made once the rows are there. Those of sessions find a few rows, among which the tenant is looked for.

-- The sessions of a phone number, the latest first.
CREATE INDEX lookup_sessions_phone ON lookup_sessions (phone_digits, active_at DESC) WHERE phone_digits IS NOT NULL;
-- A session, for a key that may see all tenants.
CREATE INDEX lookup_sessions_session ON lookup_sessions (session);

-- A conversation with a voice agent, for a key that may see all tenants.
CREATE INDEX lookup_transcripts_conversation ON lookup_transcripts (conversation);
-- The conversations of a tenant, the latest first; of a person; of an account.
CREATE INDEX lookup_transcripts_processed ON lookup_transcripts (tenant, processed_at DESC, conversation);
CREATE INDEX lookup_transcripts_email ON lookup_transcripts (tenant, email_id, processed_at DESC, conversation);
CREATE INDEX lookup_transcripts_account ON lookup_transcripts (tenant, account_id, processed_at DESC, conversation);
