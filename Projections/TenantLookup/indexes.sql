-- The indexes of the lookups, made once the rows are there. Both find a few rows, among which the tenant is looked for.

-- The sessions of a phone number, the latest first.
CREATE INDEX lookup_sessions_phone ON lookup_sessions (phone_digits, active_at DESC) WHERE phone_digits IS NOT NULL;
-- A session, for a key that may see all tenants.
CREATE INDEX lookup_sessions_session ON lookup_sessions (session);
