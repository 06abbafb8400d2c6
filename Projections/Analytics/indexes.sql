-- The indexes of the analytics, made once the rows are there. What reports read, they read by the primary keys.

-- The few conversations that went on from one period into the next.
CREATE INDEX analytics_openings_continued ON analytics_openings (tenant, period, conversation) WHERE is_continued;
