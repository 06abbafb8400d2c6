-- The indexes of the analytics, made once the rows are there. Most of what reports read, they read by the primary keys.

-- The rows of a period lie side by side, but for what is told late: where a tenant has most of them, a report reads them so. A period
-- never changes, so these cost an update nothing.
CREATE INDEX analytics_openings_period ON analytics_openings USING brin (period) WITH (pages_per_range = 32, autosummarize);
CREATE INDEX analytics_contacts_period ON analytics_contacts USING brin (period) WITH (pages_per_range = 32, autosummarize);

-- The few conversations that went on from one period into the next.
CREATE INDEX analytics_openings_continued ON analytics_openings (tenant, period, conversation) WHERE is_continued;
