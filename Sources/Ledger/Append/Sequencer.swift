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
    private let lineage: DatabaseLineage
    private let forget: @Sendable () -> Void
    private let logger: Logger
    private var connection: PostgresConnection?
    private var channel = ""
    /// The tree's edge as this process last left it. Another process may have moved the head since.
    private var growth = TreeGrowth()
    /// The first position without a partition, as far as we know, and the size of the log at which more are made.
    private var partitions: (end: Int64, due: Int64) = (0, 0)
    private var isFailing = false
    /// How long one round trip may take. Callers have gone by then; a database that is merely slow gets twice the time after each
    /// time that it was too little, so that a batch is committed in the end, and its callers find it there.
    private var roundTripLimit = Sequencer.shortestLimit

    private static let shortestLimit: Duration = .milliseconds(1500)
    private static let longestLimit: Duration = .seconds(30)

    /// - Parameter forget: empties what was remembered from the database, when another primary has taken over.
    init(
        configuration: PostgresConfiguration, lineage: DatabaseLineage, logger: Logger,
        forget: @escaping @Sendable () -> Void
    ) {
        var configuration = configuration
        // Should this process be cut off while it holds the head, the other processes are to go on without it.
        configuration.parameters["idle_in_transaction_session_timeout"] = "3s"
        self.configuration = configuration
        self.lineage = lineage
        self.logger = logger
        self.forget = forget
    }

    /// Commits a batch. One result for each request, in order.
    func commit(_ requests: [AppendRequest], now: Timestamp) async -> [Result<[AppendOutcome], LedgerError>] {
        let isReused = connection != nil
        do {
            let results = try await attempt(requests, now: now)
            if isFailing { logger.info("appends are committed again") }
            isFailing = false
            roundTripLimit = Self.shortestLimit
            return results
        } catch {
            if (error as? PostgresError)?.code == .deadline {
                roundTripLimit = min(roundTripLimit * 2, Self.longestLimit)
            }
            // What the connection is in the middle of isn't worth finding out: the next attempt takes a new one.
            await disconnect()
            // A connection that was broken, or led to what is no longer the primary, is no reason to refuse anything. Should the
            // first attempt have been committed after all, the second finds its ids.
            if isReused, (error as? PostgresError)?.isUnavailable == true {
                return await commit(requests, now: now)
            }
            if requests.count > 1, Self.isAboutContent(error) { return await commitEach(requests, now: now) }
            // Said once: what follows is the same outage.
            if !isFailing { logger.warning("appends can't be committed", metadata: ["error": "\(error)"]) }
            isFailing = true
            let failure = LedgerError(any: error)
            return requests.map { _ in .failure(failure) }
        }
    }

    /// Commits each request by itself, so that one the database refuses doesn't take the others with it.
    private func commitEach(_ requests: [AppendRequest], now: Timestamp) async -> [Result<[AppendOutcome], LedgerError>]
    {
        var results: [Result<[AppendOutcome], LedgerError>] = []
        for request in requests { results += await commit([request], now: now) }
        return results
    }

    /// Whether the database refused what was to be stored (SQLSTATE classes 22 and 23), or it was too large to be sent.
    private static func isAboutContent(_ error: any Error) -> Bool {
        guard let error = error as? PostgresError else { return false }
        return error.code == .encoding || ["22", "23"].contains(error.sqlState?.prefix(2) ?? "")
    }

    func disconnect() async {
        await connection?.close()
        connection = nil
        partitions = (0, 0)
    }

    private func attempt(
        _ requests: [AppendRequest], now: Timestamp
    ) async throws -> [Result<[AppendOutcome], LedgerError>] {
        let connection = try await connected()
        let era = lineage.era
        guard requests.allSatisfy({ $0.era == era }) else {
            throw LedgerError(.unavailable, "The database has failed over. Try again.")
        }
        let situation = try await lock(for: requests, on: connection)
        let plan = AppendPlan(requests, in: situation, now: now)
        if plan.events.isEmpty {
            let end: PostgresQuery = "ROLLBACK"
            try await connection.execute(end.timeout(roundTripLimit))
            growth = situation.growth
            return plan.results
        }
        try await write(plan, on: connection)
        growth = plan.growth
        if growth.range.size >= partitions.due { await makePartitionsAhead(on: connection) }
        return plan.results
    }

    /// Makes partitions ahead of need, and again when half of them is filled.
    private func makePartitionsAhead(on connection: PostgresConnection) async {
        let size = growth.range.size
        do {
            let end = try await connection.query(Self.makePartitions(upTo: size)).decode(column: 0, as: Int64.self)
            partitions.end = end.first ?? size
            partitions.due = size + (partitions.end - size) / 2
        } catch {
            // There is time to try again, and a batch makes what it can't do without.
            logger.warning("no partitions were made ahead", metadata: ["error": "\(error)"])
            partitions.due = size + 1024
        }
    }

    private static func makePartitions(upTo size: Int64) -> PostgresQuery {
        let query: PostgresQuery = "SELECT make_event_partitions(\(size))"
        return query.timeout(.seconds(5))
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
            "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE", PostgresQuery(Statements.lockHead),
            PostgresQuery(Statements.findIDs, tenants, ids),
        ]
        if !conversations.isEmpty { queries.append(PostgresQuery(Statements.findLatest, conversations)) }
        let rows = try await connection.pipeline(queries.map { $0.timeout(roundTripLimit) })
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
        var queries: [PostgresQuery] = []
        if plan.growth.range.size > partitions.end { queries.append(Self.makePartitions(upTo: plan.growth.range.size)) }
        queries += [Self.insertEvents(plan), Self.insertIDs(plan)]
        if !plan.tiles.isEmpty { queries.append(Self.insertTiles(plan.tiles)) }
        queries.append(
            PostgresQuery(
                Statements.advanceHead, plan.growth.range.size, plan.growth.range.bytes, plan.growth.range.root.bytes,
                plan.recordedAt, channel))
        queries.append("COMMIT")
        _ = try await connection.pipeline(queries.map { $0.timeout(roundTripLimit) })
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
            if let timeline = await DatabaseLineage.timeline(on: new) { lineage.observe(timeline, forget: forget) }
        } catch {
            await new.close()
            throw error
        }
        connection = new
        return new
    }
}
