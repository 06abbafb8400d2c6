import Curl
import Postgres
import Testing
import Vocabulary

extension Installation {
    /// Does `body` beside a server whose inbox has folded every sample of the providers a few times.
    static func withInbox(
        database: String? = nil, _ body: (Installation, Server) async throws -> Void
    ) async throws {
        try await with(database: database) { installation in
            try await Server.with(installation) { server in
                let samples = EndToEnd.readableSamples
                for index in 0..<60 {
                    let (source, event) = samples[index % samples.count]
                    #expect(try await server.deliver(event, from: source, seed: 5, index: index).status == 200)
                }
                try await installation.untilInboxIsCurrent()
                try await body(installation, server)
            }
        }
    }

    /// Rebuilds all projections, once nobody else does.
    ///
    /// - Returns: what is reported of each.
    func rebuildAll() async throws -> [JSON] {
        try await eventually("a rebuild that gets a dead one's locks") {
            let outcome = try await daybook("projections", "rebuild", "--all", "--output", "jsonl")
            let lines = try outcome.lines.map { try JSON(parsing: Array($0.utf8)) }
            return outcome.status == 0 ? lines.filter { $0["projection"] != nil } : nil
        }
    }

    /// Rebuilds the inbox, once nobody else does.
    ///
    /// - Returns: what is reported.
    @discardableResult
    func rebuildInbox(_ option: String? = nil) async throws -> JSON {
        let options = ["projections", "rebuild", "inbox", "--output", "json"] + (option.map { [$0] } ?? [])
        // The server takes a moment to see that a killed one's connections are gone.
        return try await eventually("a rebuild that gets a dead one's lock") {
            let outcome = try await run(Products.daybook, options, environment: environment, in: folder)
            return outcome.status == 0 ? try outcome.json().array?.first : nil
        }
    }

    /// Does `body` with a rebuild of the inbox whose new tables are all made, and can't be swapped in: a reader holds on to an old one.
    func heldBeforeTheSwap(_ body: @Sendable (ChildProcess) async throws -> Void) async throws {
        try await asSuperuser { reader in
            try await reader.executeScript("BEGIN; LOCK TABLE inbox_messages IN ACCESS SHARE MODE")
            let rebuild = try start("projections", "rebuild", "inbox")
            defer { rebuild.kill() }
            try await eventually("a swap that waits") {
                try await value(
                    """
                    SELECT count(*) > 0 FROM pg_locks
                    WHERE mode = 'AccessExclusiveLock' AND NOT granted AND relation = 'inbox_messages'::regclass
                    """)
            }
            try await body(rebuild)
        }
    }

    /// How many schemas there are in which a rebuild or a verification makes tables.
    func generations() async throws -> Int64 {
        try await value("SELECT count(*) FROM pg_namespace WHERE starts_with(nspname, 'public__')", as: Int64.self)
    }

    /// How often projections were swapped, by their rows.
    func exchanges() async throws -> Int64 {
        try await value("SELECT sum(generation)::bigint FROM projections", as: Int64.self)
    }

    /// How many swaps the ledger doesn't know of yet.
    func unrecordedSwaps() async throws -> Int64 {
        try await value("SELECT count(*) FROM projection_swaps", as: Int64.self)
    }

    /// Waits until every projection has folded every event.
    func untilAllAreCurrent() async throws {
        try await eventually("projections that have folded everything") {
            try await value("SELECT bool_and(position = size) FROM projections, head")
        }
    }

    /// How many swaps the ledger knows of.
    func swaps() async throws -> Int64 {
        try await value("SELECT count(*) FROM events WHERE kind = 'projection.swapped'", as: Int64.self)
    }
}
