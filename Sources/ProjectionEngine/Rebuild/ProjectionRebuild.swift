package import Logging
package import Postgres
import Vocabulary

/// Makes the tables of a projection anew from the ledger, beside the live ones, and swaps them in: without downtime, and without a
/// trace when it breaks off.
package struct ProjectionRebuild: Sendable {
    let projection: Projection
    private(set) var configuration: PostgresConfiguration
    let source: FactSource
    let limits: RebuildLimits
    let logger: Logger

    /// - Parameter configuration: leads to the primary, in the projector's role, with a `search_path` that begins with the log's schema.
    package init(
        _ projection: Projection, configuration: PostgresConfiguration, source: FactSource,
        limits: RebuildLimits = RebuildLimits(), logger: Logger
    ) {
        self.projection = projection
        self.configuration = configuration
        // Keys, indexes and large updates take what they take; whoever has no patience cancels.
        self.configuration.statementTimeout = .seconds(6 * 3600)
        self.source = source
        self.limits = limits
        self.logger = logger
    }

    /// Rebuilds.
    ///
    /// - Parameter progress: told after each batch, and when a new phase begins.
    /// - Throws: `.rebuilding` when somebody else does the same, `.poisoned`, `.busy`, `.ledger`, `.unavailable`. The live tables
    ///   are as they were then.
    package func run(
        progress: @escaping RebuildProgress.Listener = { _ in }
    ) async throws(ProjectionError) -> RebuildReport {
        try await projectionAccess {
            let connection = try await PostgresConnection.connect(configuration, logger: logger)
            var locked: String?
            do {
                let home = try await Generation.home(on: connection)
                try await lock(home, on: connection)
                locked = home
                let report = try await rebuild(home, on: connection, progress)
                await cleanUp(locked, connection)
                return report
            } catch {
                await cleanUp(locked, connection)
                throw error
            }
        }
    }

    /// Keeps others from rebuilding the same projection, as long as the connection lives.
    func lock(_ home: String, on connection: PostgresConnection) async throws {
        let lock = ProjectionLock(projection: projection.name, home: home)
        guard try await connection.query(lock.whileConnected).decode(Bool.self).first == true else {
            throw ProjectionError(.rebuilding, "The projection \(projection.name) is being rebuilt by somebody else.")
        }
    }

    private func rebuild(
        _ home: String, on connection: PostgresConnection, _ progress: @escaping RebuildProgress.Listener
    ) async throws -> RebuildReport {
        let course = RebuildCourse(progress)
        try await Generation.dropAll(of: projection, home: home, on: connection)
        let number = (try await ProjectionState.find(projection.name, on: connection)?.generation ?? 0) + 1
        let generation = Generation(of: projection, number: number, home: home)
        try await generation.create(on: connection, untilCommit: false)

        let tables = projection.foldedTables
        let load = GenerationLoad(projection: projection, tables: tables, source: source, limits: limits) {
            await course.advance(to: $0, unreadable: $1)
        }
        let size = try await source.size()
        await course.begin(.reading, total: size)
        try await load.fill(size: size, on: connection)
        await course.begin(.indexing)
        try await generation.index(on: connection)
        await course.begin(.catchingUp)
        let digestPosition = try await load.catchUp(from: Position(size), on: connection)
        await course.begin(.digesting)
        var digests: [TableDigest] = []
        for table in tables {
            digests.append(try await TableDigest.compute(table, on: connection))
        }
        await course.begin(.swapping)
        let caughtUp = try await load.catchUp(from: digestPosition, on: connection)
        let swap = GenerationSwap(generation: generation, load: load, number: number)
        let position = try await swap.run(from: caughtUp, on: connection)
        return RebuildReport(
            projection: projection.name, version: projection.version, generation: number, position: position,
            digestPosition: digestPosition, digests: digests, unreadable: course.unreadable, elapsed: course.elapsed)
    }
}
