-- The indexes of the contacts, made once the rows are there.
--
-- Of the GIN indexes, what waits to be sorted in is kept short (in kB): whoever fills the list up does the sorting, while events wait.

-- The list of contacts, the one with the latest event first.
CREATE INDEX contacts_profiles_active ON contacts_profiles (tenant, active_at DESC, subject DESC);
CREATE INDEX contacts_profiles_search ON contacts_profiles USING gin (search) WITH (gin_pending_list_limit = 256);
CREATE INDEX contacts_profiles_tags ON contacts_profiles USING gin (tags) WITH (gin_pending_list_limit = 256);
-- What a contact shares with others.
CREATE INDEX contacts_identifiers_subject ON contacts_identifiers (tenant, subject);
-- What was merged into a contact.
CREATE INDEX contacts_merges_subject ON contacts_merges (tenant, subject) WHERE is_merged;
CREATE INDEX contacts_timeline_newest ON contacts_timeline (tenant, subject, occurred_at DESC, position DESC);
