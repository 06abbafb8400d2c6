package import Logging
package import Postgres
import Vocabulary

/// Makes the tables of several projections anew from one read of the ledger, beside the live ones, and swaps all of them in at once.
package struct JointRebuild: Sendable {
    private let projections: [Projection]
    private let configuration: PostgresConfiguration
    private let source: FactSource
    private let limits: RebuildLimits
    private let logger: Logger
    /// What tells the code that folds from every other, such as the digest of the program. A rebuild that was killed is gone on with
    /// by the same code only, as another may read and fold otherwise; `nil` always begins anew.
    package var code: String?
    /// Whether the tables that are replaced are kept, until the next rebuild or until they are dropped by `ProjectionStore`.
    package var keepsOld = false

    /// - Parameters:
    ///   - projections: at least one.
    ///   - configuration: leads to the primary, in the projector's role, with a `search_path` that begins with the log's schema.
    package init(
        _ projections: [Projection], configuration: PostgresConfiguration, source: FactSource,
        limits: RebuildLimits = RebuildLimits(), logger: Logger
    ) {
        self.projections = projections
        self.configuration = configuration
        self.source = source
        self.limits = limits
        self.logger = logger
    }

    /// Rebuilds. The swap leaves behind what the ledger is to hold of it: whoever runs a rebuild calls `ProjectionStore.recordSwaps`
    /// afterwards, and where that fails the `SwapRecorder` of a server does it.
    ///
    /// - Parameter progress: told after each batch, and when a new phase begins.
    /// - Returns: what was made, in the order of the projections.
    /// - Throws: `.rebuilding` when somebody else does the same, `.poisoned`, `.busy`, `.erased`, `.ledger`, `.unavailable`. The
    ///   live tables are as they were then.
    package func run(
        progress: @escaping RebuildProgress.Listener = { _ in }
    ) async throws(ProjectionError) -> [RebuildReport] {
        let session = RebuildSession(
            projections, for: .replacement(code: code, keepsOld: keepsOld), configuration: configuration,
            limits: limits, logger: logger)
        return try await projectionAccess {
            try await session.run { site in try await rebuild(site, RebuildCourse(progress)) }
        }
    }

    private func rebuild(_ site: RebuildSession.Site, _ course: RebuildCourse) async throws -> [RebuildReport] {
        let (parts, connection) = (site.parts, site.connection)
        let load = GenerationLoad(
            parts: parts, pool: site.pool, source: source, limits: limits, courtesy: Courtesy(source)
        ) {
            await course.advance(to: $0, unreadable: $1)
        }
        let held = load.hold()
        // What an earlier run has folded is in the ledger, whatever a replica says.
        let size = max(try await source.size(), load.lastPosition.rawValue)
        await course.begin(.reading, at: load.firstPosition, total: size)
        try await load.fill(held, from: load.firstPosition, to: Position(size))
        // Rows are written sooner while there are no indexes.
        let filled = try await load.catchUp(held, from: Position(size))
        await course.begin(.indexing)
        try await load.index()
        await course.begin(.catchingUp)
        let digestPosition = try await load.catchUp(held, from: filled)
        await course.begin(.digesting)
        let digests = try await load.digests()
        await course.begin(.swapping)
        let caughtUp = try await load.catchUp(held, from: digestPosition)
        let swap = GenerationSwap(load: load, digests: digests, digestPosition: digestPosition)
        let position = try await swap.run(from: caughtUp, on: connection)
        return zip(parts, digests).map { part, digests in
            RebuildReport(
                projection: part.projection.name, version: part.projection.version, generation: part.number,
                position: position, digestPosition: digestPosition, digests: digests, unreadable: course.unreadable,
                start: course.start, elapsed: course.elapsed, kept: keepsOld ? part.generation.attic : nil)
        }
    }
}
