import Cryptography
package import Logging
import Measures
package import Postgres
package import ServiceLifecycle
import Synchronization
package import Vocabulary

/// The conversation ledger: appends events, durably and once, and reads them back.
///
/// A value of this type belongs in a service group together with its pools: see `services`.
package final class Ledger: Service {
    /// Reads events, bodies and the tree.
    package let reader: LedgerReader
    /// Reads the same from the primary: for what must not lag behind.
    package let primary: LedgerReader
    /// Knows how large the log is, and wakes followers.
    package let head: HeadWatcher
    /// Whether appends are queueing up.
    package let pressure = AppendPressure()
    /// Connections in the writer's role.
    package let writerPool: PostgresPool
    /// What was counted of the appends.
    package let statistics = LedgerStatistics()

    private let configuration: LedgerConfiguration
    private let readPool: PostgresPool
    let identifierKey: IdentifierKey
    private let keys: SubjectKeys
    private let directory: SubjectDirectory
    private let lineage: DatabaseLineage
    private let sequencer: Sequencer
    private let appends: BatchQueue<AppendRequest, [AppendOutcome]>
    private let listener: HeadListener

    /// Opens the ledger of a database: checks its schema, and loads the identifier key, or makes it the first time.
    ///
    /// - Throws: `LedgerError` (`.unavailable`, `.schema`, `.key`) that says what to do.
    package static func open(_ configuration: LedgerConfiguration, logger: Logger) async throws(LedgerError) -> Ledger {
        let postgres = PostgresConfiguration(
            connectionString: configuration.connectionString, role: LedgerRole.writer)
        let (identifierKey, size, timeline) = try await ledgerAccess {
            let connection = try await PostgresConnection.connect(postgres, logger: logger)
            do {
                try await Migrator.requireCurrent(on: connection)
                let key = try await IdentifierKey.load(master: configuration.masterKey, on: connection)
                let size =
                    try await connection.query("SELECT size FROM head").decode(column: 0, as: Int64.self).first ?? 0
                let timeline = await DatabaseLineage.timeline(on: connection)
                await connection.close()
                return (key, size, timeline)
            } catch {
                await connection.close()
                throw error
            }
        }
        let ledger = Ledger(configuration, postgres: postgres, identifierKey: identifierKey, logger: logger)
        ledger.head.advance(to: size)
        // Before anything is remembered: a promotion that comes before the first append is noticed as well.
        if let timeline { ledger.lineage.observe(timeline) }
        return ledger
    }

    private init(
        _ configuration: LedgerConfiguration, postgres: PostgresConfiguration, identifierKey: IdentifierKey,
        logger: Logger
    ) {
        self.configuration = configuration
        self.identifierKey = identifierKey
        let writerPool = PostgresPool(configuration: postgres, size: configuration.poolSize, logger: logger)
        let readPool =
            configuration.readConnectionString.map { string in
                let replica = PostgresConfiguration(connectionString: string, role: LedgerRole.writer)
                return PostgresPool(configuration: replica, size: configuration.poolSize, logger: logger)
            } ?? writerPool
        self.writerPool = writerPool
        self.readPool = readPool
        let lineage = DatabaseLineage()
        let keys = SubjectKeys(
            master: configuration.masterKey, capacity: configuration.cacheCapacity, lineage: lineage)
        self.lineage = lineage
        self.keys = keys
        reader = LedgerReader(pool: readPool, keys: keys)
        primary = LedgerReader(pool: writerPool, keys: keys)
        let directory = SubjectDirectory(
            identifierKey: identifierKey, keys: keys, pool: writerPool, capacity: configuration.cacheCapacity,
            limits: configuration.lookups, lineage: lineage)
        self.directory = directory
        sequencer = Sequencer(configuration: postgres, lineage: lineage, logger: logger) {
            keys.forget()
            directory.forget()
        }
        appends = BatchQueue(configuration.appends)
        head = HeadWatcher()
        listener = HeadListener(configuration: postgres, watcher: head, logger: logger)
    }

    /// What a service group is to run, in this order: what comes first is shut down last.
    package var services: [any Service] { pools + [self] }

    /// The connections alone, for whoever has to put something between them and the ledger.
    package var pools: [any Service] {
        readPool === writerPool ? [writerPool] : [writerPool, readPool]
    }

    /// Serves appends and look-ups. On graceful shutdown, those that were accepted are answered first.
    package func run() async throws {
        await withTaskGroup(of: Void.self) { workers in
            workers.addTask { await self.listener.run() }
            workers.addTask { await self.expire() }
            await withTaskGroup(of: Void.self) { queues in
                queues.addTask { await self.directory.run() }
                // A batch's own steps don't wait behind the hundreds of callers that the one before has woken.
                queues.addTask(priority: .high) { await self.serveAppends() }
                await Self.untilShutdown()
                directory.queue.close()
                appends.close()
                await queues.waitForAll()
            }
            workers.cancelAll()
        }
        await sequencer.disconnect()
    }

    /// How many appends wait for a batch or are in one.
    package var waitingAppends: Int { appends.depth }

    /// How many look-ups of subjects wait for a batch or are in one.
    package var waitingLookups: Int { directory.queue.depth }

    /// The pools by the names that operators know them by; a replica's only where there is one.
    package var namedPools: [(name: String, pool: PostgresPool)] {
        [("writer", writerPool)] + (readPool === writerPool ? [] : [("replica", readPool)])
    }

    /// The subjects that these identifiers stand for, in order; made where nobody has them yet.
    package func subjects(_ requests: [SubjectRequest]) async throws(LedgerError) -> [SubjectID] {
        try await directory.subjects(requests)
    }

    /// The subject that has an identifier, if there is one.
    package func subject(
        of identifier: ContactIdentifier, in tenant: TenantID
    ) async throws(LedgerError) -> SubjectID? {
        try await directory.find(identifier, in: tenant)
    }

    /// The pseudonym of the conversation that `source` calls `key`.
    package func conversation(_ tenant: TenantID, _ source: Source, _ key: String) -> ConversationID {
        identifierKey.conversation(tenant, source, key)
    }

    /// Records events: together or not at all, and durably when this returns.
    ///
    /// - Returns: what became of each draft, in order. A fact that was recorded before isn't recorded again.
    /// - Throws: `LedgerError`: `.conditionFailed` when the condition doesn't hold; `.notFound` for a cause that isn't recorded;
    ///   `.erased` when a subject has no key any more; `.overloaded` when too much is waiting; `.unavailable` when it isn't
    ///   known whether they were recorded: asking again is safe, as the same facts have the same ids.
    package func append(
        _ drafts: [EventDraft], condition: AppendCondition? = nil
    ) async throws(LedgerError) -> [AppendOutcome] {
        let era = lineage.era
        let dataKeys = try await dataKeys(of: drafts)
        var sealed: [SealedDraft] = []
        sealed.reserveCapacity(drafts.count)
        for draft in drafts {
            guard let dataKey = dataKeys[draft.subject] else {
                throw LedgerError(.erased, "The subject \(draft.subject) was erased: nothing can be recorded about it.")
            }
            sealed.append(SealedDraft(draft, identifierKey: identifierKey, dataKey: dataKey))
        }
        return try await appends.submit(AppendRequest(drafts: sealed, condition: condition, era: era))
    }

    /// The clock, in the ledger's precision.
    package static func now() -> Timestamp {
        Timestamp.now()
    }

    private func dataKeys(of drafts: [EventDraft]) async throws(LedgerError) -> [SubjectID: SymmetricKey] {
        var found: [SubjectID: SymmetricKey] = [:]
        var missing: Set<SubjectID> = []
        for draft in drafts where found[draft.subject] == nil {
            if let key = keys.cached(draft.subject) {
                found[draft.subject] = key
            } else {
                missing.insert(draft.subject)
            }
        }
        guard !missing.isEmpty else { return found }
        let read = try await ledgerAccess {
            try await writerPool.withConnection { connection in
                try await self.keys.keys(of: missing, on: connection, timeout: .seconds(1))
            }
        }
        return found.merging(read) { _, new in new }
    }

    private func serveAppends() async {
        await appends.run { batch in
            let start = ContinuousClock.now
            let results = await self.sequencer.commit(batch, now: .now())
            self.statistics.add(
                results, events: batch.reduce(0) { $0 + $1.drafts.count }, took: start.duration(to: .now))
            self.pressure.note(waiting: self.appends.waiting)
            return results
        }
    }

    /// Answers what has waited too long.
    private func expire() async {
        while !Task.isCancelled {
            try? await Task.sleep(for: .milliseconds(100))
            appends.expire()
            directory.queue.expire()
        }
    }

    /// Returns when the service is to end: gracefully, or because its task was cancelled.
    private static func untilShutdown() async {
        try? await gracefulShutdown()
    }
}
