import Postgres

/// Holds rebuilds at a place of their course, from within the database, for as long as a test wants: what is done there to them is
/// done exactly there.
struct RebuildHold: Sendable {
    enum Place: Sendable {
        /// What was folded up to position 1000 is written; what comes after is being written.
        case reading
        /// Some tables are exchanged, others aren't, and nothing is committed.
        case swapping
    }

    /// The hold ends with it.
    private let connection: PostgresConnection
    private let installation: Installation

    /// Does `body` while rebuilds that come to the place don't get beyond it.
    static func at<R: Sendable>(
        _ place: Place, of installation: Installation, _ body: @Sendable (RebuildHold) async throws -> R
    ) async throws -> R {
        try await installation.asSuperuser { connection in
            try await connection.executeScript(script + trigger(at: place))
            return try await body(RebuildHold(connection: connection, installation: installation))
        }
    }

    /// Waits until a rebuild is there.
    func untilReached() async throws {
        try await eventually("a rebuild that is held") {
            try await installation.value("SELECT is_called FROM held_rebuilds")
        }
    }

    /// Lets go.
    func release() async throws {
        try await connection.execute("SELECT pg_advisory_unlock_all()")
    }

    // Neither a lock's time limit nor a lost client ends such a wait, as neither ends a statement that takes its time.
    private static let script = """
        CREATE SEQUENCE held_rebuilds;
        CREATE FUNCTION hold_rebuild() RETURNS void LANGUAGE plpgsql SECURITY DEFINER AS $$
        BEGIN
          PERFORM nextval('public.held_rebuilds');
          WHILE NOT pg_try_advisory_xact_lock_shared(4711) LOOP PERFORM pg_sleep(0.01); END LOOP;
        END
        $$;
        CREATE FUNCTION hold_row() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          PERFORM public.hold_rebuild();
          RETURN NEW;
        END
        $$;
        SELECT pg_advisory_lock(4711);

        """

    private static func trigger(at place: Place) -> String {
        switch place {
        case .reading:
            """
            CREATE FUNCTION watch_tables() RETURNS event_trigger LANGUAGE plpgsql AS $$
            DECLARE
              name text;
            BEGIN
              FOR name IN SELECT object_identity FROM pg_event_trigger_ddl_commands()
                          WHERE object_identity LIKE '%.daybook_rebuild' LOOP
                EXECUTE 'CREATE TRIGGER hold BEFORE INSERT OR UPDATE ON ' || name ||
                        ' FOR EACH ROW WHEN (NEW.position > 1000) EXECUTE FUNCTION public.hold_row()';
              END LOOP;
            END
            $$;
            CREATE EVENT TRIGGER watch_tables ON ddl_command_end WHEN TAG IN ('CREATE TABLE') EXECUTE FUNCTION watch_tables()
            """
        case .swapping:
            """
            CREATE FUNCTION watch_tables() RETURNS event_trigger LANGUAGE plpgsql AS $$
            BEGIN
              IF EXISTS (SELECT FROM pg_event_trigger_ddl_commands()
                         WHERE object_identity = 'public.inbox_messages') THEN
                PERFORM public.hold_rebuild();
              END IF;
            END
            $$;
            CREATE EVENT TRIGGER watch_tables ON ddl_command_end WHEN TAG IN ('ALTER TABLE') EXECUTE FUNCTION watch_tables()
            """
        }
    }
}
