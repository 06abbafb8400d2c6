-- Settings as they hold for this session; one that may not be seen is left out.
--   $1  text[]  their names
SELECT name, setting FROM pg_settings WHERE setting IS NOT NULL AND name = ANY ($1::text[])
