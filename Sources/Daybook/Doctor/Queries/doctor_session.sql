-- Who we are, and where: login, standby or not, the database's clock, whether it is on this machine (a Unix socket), its size.
SELECT current_user::text, pg_is_in_recovery(), clock_timestamp(), inet_server_addr() IS NULL,
       pg_database_size(current_database())
