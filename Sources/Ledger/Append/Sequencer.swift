import Cryptography
import Logging
import MerkleLog
import Postgres
import Vocabulary

/// Numbers batches of appends and commits them, one batch a transaction, on a connection of its own.
///
/// Mostly in one round trip: a batch is numbered, with its leaves and the new edge, from how this process left the head; what
/// writes it locks the head, and does nothing unless that still stands there and all the ids are new. Otherwise in two: one
/// locks the head and looks the ids up, the survivors are numbered, the other writes and commits.
actor Sequencer {
    private let configuration: PostgresConfiguration
    private let lineage: DatabaseLineage
    private let forget: @Sendable () -> Void
    private let logger: Logger
    private var connection: PostgresConnection?
    private var channel = ""
    /// The tree's edge as this process last left it. Another process may have moved the head since.
    private var growth = TreeGrowth()
    /// The time of the last event, as this connection last left it; nil until it has locked the head.
    private var recordedAt: Timestamp?
    private var foresight = Foresight()
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
        recordedAt = nil
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
        let plan: AppendPlan
        if let foreseen = try await writeForeseen(requests, now: now, on: connection) {
            plan = foreseen
        } else {
            plan = try await writeLocked(requests, now: now, on: connection)
        }
        (growth, recordedAt) = (plan.growth, plan.recordedAt)
        if growth.range.size >= partitions.due { await makePartitionsAhead(on: connection) }
        return plan.results
    }

    /// Writes a batch in one round trip, planned from how this process left the head.
    ///
    /// - Returns: nil when nothing was written: it isn't worth trying, or the head or the ids aren't as foreseen.
    private func writeForeseen(
        _ requests: [AppendRequest], now: Timestamp, on connection: PostgresConnection
    ) async throws -> AppendPlan? {
        guard let recordedAt, requests.allSatisfy({ $0.condition == nil }), foresight.isWorthTrying() else {
            return nil
        }
        let plan = AppendPlan(requests, in: AppendPlan.Situation(growth: growth, recordedAt: recordedAt), now: now)
        guard !plan.events.isEmpty, plan.growth.range.size <= partitions.end else { return nil }
        let write = write(plan, after: growth.range, idsAreNew: false)
        let rows = try await run([Self.begin, PostgresQuery(Statements.lockHead), write, "COMMIT"], on: connection)
        let isWritten = rows[2].affected == 1
        foresight.note(held: isWritten)
        return isWritten ? plan : nil
    }

    /// Writes a batch in two round trips: one locks the head and reads what the batch depends on, the other writes.
    private func writeLocked(
        _ requests: [AppendRequest], now: Timestamp, on connection: PostgresConnection
    ) async throws -> AppendPlan {
        let situation = try await lock(for: requests, on: connection)
        let plan = AppendPlan(requests, in: situation, now: now)
        guard !plan.events.isEmpty else {
            _ = try await run(["ROLLBACK"], on: connection)
            return plan
        }
        var queries: [PostgresQuery] = []
        if plan.growth.range.size > partitions.end { queries.append(Self.makePartitions(upTo: plan.growth.range.size)) }
        queries += [write(plan, after: situation.growth.range, idsAreNew: true), "COMMIT"]
        let rows = try await run(queries, on: connection)
        guard rows[rows.count - 2].affected == 1 else {
            throw LedgerError(.unavailable, "The ledger's head moved although it was locked. Try again.")
        }
        return plan
    }

    private func run(
        _ queries: [PostgresQuery], on connection: PostgresConnection
    ) async throws(PostgresError) -> [PostgresRows] {
        try await connection.pipeline(queries.map { $0.timeout(roundTripLimit) })
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

    private static let begin: PostgresQuery = "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE"

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
        var queries = [
            Self.begin, PostgresQuery(Statements.lockHead), PostgresQuery(Statements.findIDs, tenants, ids),
        ]
        if !conversations.isEmpty { queries.append(PostgresQuery(Statements.findLatest, conversations)) }
        let rows = try await run(queries, on: connection)
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

    /// What writes a batch that was planned from a head at `range`.
    private func write(_ plan: AppendPlan, after range: CompactRange, idsAreNew: Bool) -> PostgresQuery {
        let (headers, tiles, head) = (plan.events.map(\.header), plan.tiles, plan.growth.range)
        return PostgresQuery(
            Statements.writeBatch, headers.map(\.position), headers.map(\.id), headers.map(\.tenant.description),
            headers.map(\.kind.rawValue), headers.map(\.source.rawValue), headers.map(\.subject),
            headers.map(\.conversation), headers.map(\.actor.description), headers.map(\.cause),
            headers.map(\.occurredAt), plan.recordedAt, plan.events.map(\.body), plan.events.map(\.leaf),
            plan.events.map(\.digest), tiles.map { Int16($0.coordinate.level) }, tiles.map(\.coordinate.index),
            tiles.map(\.bytes), tiles.map(\.root), head.size, head.bytes, head.root.bytes, channel, range.size,
            range.bytes, idsAreNew)
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
