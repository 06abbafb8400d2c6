import Cryptography
import Logging
import MerkleLog
import Postgres
import Vocabulary

/// Numbers batches of appends and commits them, one batch a transaction, on a connection of its own.
///
/// Under the head lock: look the ids up, number the survivors, compute their leaves and the new edge, insert, advance the head,
/// commit. Two round trips: one locks and looks up, the other writes and commits.
actor Sequencer {
    private let configuration: PostgresConfiguration
    private let logger: Logger
    private var connection: PostgresConnection?
    private var channel = ""
    /// The tree's edge as this process last left it. Another process may have moved the head since.
    private var growth = TreeGrowth()
    /// The size of the log at which partitions are made ahead again.
    private var partitionsDue: Int64 = 0

    init(configuration: PostgresConfiguration, logger: Logger) {
        self.configuration = configuration
        self.logger = logger
    }

    /// Commits a batch. One result for each request, in order.
    func commit(_ requests: [AppendRequest], now: Timestamp) async -> [Result<[AppendOutcome], LedgerError>] {
        do {
            return try await attempt(requests, now: now)
        } catch {
            // What the connection is in the middle of isn't worth finding out: the next batch takes a new one.
            await disconnect()
            logger.warning(
                "a batch of appends failed", metadata: ["error": "\(error)", "requests": "\(requests.count)"])
            let failure = LedgerError(any: error)
            return requests.map { _ in .failure(failure) }
        }
    }

    func disconnect() async {
        await connection?.close()
        connection = nil
    }

    private func attempt(
        _ requests: [AppendRequest], now: Timestamp
    ) async throws -> [Result<[AppendOutcome], LedgerError>] {
        let connection = try await connected()
        let situation = try await lock(for: requests, on: connection)
        let plan = AppendPlan(requests, in: situation, now: now)
        if plan.events.isEmpty {
            try await connection.execute("ROLLBACK")
            growth = situation.growth
            return plan.results
        }
        try await write(plan, on: connection)
        growth = plan.growth
        if growth.range.size >= partitionsDue { try? await makePartitions(on: connection) }
        return plan.results
    }

    /// Makes partitions ahead of need, and again when half of them is filled. What is committed doesn't depend on it.
    private func makePartitions(on connection: PostgresConnection) async throws {
        let size = growth.range.size
        let end =
            try await connection.query("SELECT make_event_partitions(\(size))").decode(column: 0, as: Int64.self).first
            ?? size
        partitionsDue = size + (end - size) / 2
    }

    /// Locks the head, and reads what the batch depends on.
    private func lock(
        for requests: [AppendRequest], on connection: PostgresConnection
    ) async throws -> AppendPlan.Situation {
        var tenants: [String] = []
        var ids: [EventID] = []
        for draft in requests.lazy.flatMap(\.drafts) {
            tenants.append(draft.tenant.description)
            ids.append(draft.id)
        }
        let conversations = Array(Set(requests.compactMap(\.condition?.conversation)))
        var queries: [PostgresQuery] = [
            "BEGIN", PostgresQuery(Statements.lockHead), PostgresQuery(Statements.findIDs, tenants, ids),
        ]
        if !conversations.isEmpty { queries.append(PostgresQuery(Statements.findLatest, conversations)) }
        let rows = try await connection.pipeline(queries)
        guard let (size, edge, recordedAt) = try rows[1].decode(Int64.self, [UInt8].self, Timestamp.self).first else {
            throw LedgerError(.schema, "The ledger has no head. Run: daybook migrate")
        }
        var known: [AppendPlan.Key: AppendPlan.Entry] = [:]
        for (tenant, id, position, digest) in try rows[2].decode(
            TenantID.self, EventID.self, Position.self, Hash256.self)
        {
            known[AppendPlan.Key(tenant: tenant, id: id)] = AppendPlan.Entry(position: position, digest: digest)
        }
        var latest: [ConversationID: Position] = [:]
        if !conversations.isEmpty {
            for (conversation, position) in try rows[3].decode(ConversationID.self, Position.self) {
                latest[conversation] = position
            }
        }
        let range = try headRange(size: size, edge: edge)
        if range != growth.range { growth = try await readGrowth(range, on: connection) }
        return AppendPlan.Situation(growth: growth, recordedAt: recordedAt, known: known, latest: latest)
    }

    private func write(_ plan: AppendPlan, on connection: PostgresConnection) async throws {
        var queries: [PostgresQuery] = [Self.insertEvents(plan), Self.insertIDs(plan)]
        if !plan.tiles.isEmpty { queries.append(Self.insertTiles(plan.tiles)) }
        queries.append(
            PostgresQuery(
                Statements.advanceHead, plan.growth.range.size, plan.growth.range.bytes, plan.growth.range.root.bytes,
                plan.recordedAt, channel))
        queries.append("COMMIT")
        _ = try await connection.pipeline(queries)
    }

    private static func insertEvents(_ plan: AppendPlan) -> PostgresQuery {
        let headers = plan.events.map(\.header)
        return PostgresQuery(
            Statements.insertEvents, headers.map(\.position), headers.map(\.id), headers.map(\.tenant.description),
            headers.map(\.kind.rawValue), headers.map(\.source.rawValue), headers.map(\.subject),
            headers.map(\.conversation), headers.map(\.actor.description), headers.map(\.cause),
            headers.map(\.occurredAt), plan.recordedAt, plan.events.map(\.body), plan.events.map(\.leaf))
    }

    private static func insertIDs(_ plan: AppendPlan) -> PostgresQuery {
        let headers = plan.events.map(\.header)
        return PostgresQuery(
            Statements.insertIDs, headers.map(\.tenant.description), headers.map(\.id), headers.map(\.position),
            plan.events.map(\.digest))
    }

    private static func insertTiles(_ tiles: [Tile]) -> PostgresQuery {
        PostgresQuery(
            Statements.insertTiles, tiles.map { Int16($0.coordinate.level) }, tiles.map(\.coordinate.index),
            tiles.map(\.bytes), tiles.map(\.root))
    }

    /// The head's edge, checked: a damaged head must not be built upon.
    private func headRange(size: Int64, edge: [UInt8]) throws(LedgerError) -> CompactRange {
        do {
            return try CompactRange(size: size, bytes: edge)
        } catch {
            throw LedgerError(.corrupt, "The ledger's head is damaged: \(error). Run: daybook audit verify")
        }
    }

    private func readGrowth(_ range: CompactRange, on connection: PostgresConnection) async throws -> TreeGrowth {
        let tree = TreeStore(connection: connection)
        return TreeGrowth(range: range, partial: try await tree.partialTiles(ofSize: range.size))
    }

    private func connected() async throws -> PostgresConnection {
        if let connection { return connection }
        let new = try await PostgresConnection.connect(configuration, logger: logger)
        do {
            // A 200 means durably stored: a database that is set to commit asynchronously doesn't do so for us.
            try await new.execute(
                """
                SELECT set_config('synchronous_commit', 'on', false)
                WHERE current_setting('synchronous_commit') IN ('off', 'local')
                """)
            channel = try await HeadWatcher.channel(on: new)
            try await makePartitions(on: new)
        } catch {
            await new.close()
            throw error
        }
        connection = new
        return new
    }
}
