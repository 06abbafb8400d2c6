-- The roles that who logs in may not take on, those that aren't there included; and whether who logs in may drop the ledger's
-- triggers.
SELECT coalesce(array_agg(wanted ORDER BY wanted) FILTER (
         WHERE roles.oid IS NULL OR NOT pg_has_role(
           current_user, roles.oid,
           CASE WHEN current_setting('server_version_num')::int >= 160000 THEN 'SET' ELSE 'MEMBER' END)), '{}'),
       coalesce((SELECT rolsuper FROM pg_roles WHERE rolname = current_user), false)
         OR coalesce((SELECT pg_has_role(current_user, relowner, 'MEMBER') FROM pg_class WHERE oid = to_regclass('events')), false)
FROM unnest(ARRAY['daybook_projector', 'daybook_writer']) AS wanted LEFT JOIN pg_roles AS roles ON rolname = wanted
