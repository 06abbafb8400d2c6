package import Logging
package import Postgres
package import Vocabulary

/// Proves that the live tables of projections are what the ledger makes: makes them anew beside the live ones, brings both to one
/// position, and compares them. Nothing is changed, and nothing is left behind.
package struct ProjectionVerification: Sendable {
    /// What was found of one projection.
    package struct Report: Hashable, Sendable {
        package let projection: String
        /// The number of events that both are of.
        package let position: Position
        package let tables: [TableComparison]
        /// Events that couldn't be read, and were passed over by both.
        package let unreadable: Int

        package var isEqual: Bool { tables.allSatisfy(\.isEqual) }
    }

    private let projections: [Projection]
    private let configuration: PostgresConfiguration
    private let source: FactSource
    private let limits: RebuildLimits
    private let logger: Logger

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

    /// Verifies.
    ///
    /// - Returns: what was found, in the order of the projections.
    /// - Throws: `.notFound` for one that isn't installed, `.outdated` for one whose tables another version has made, `.rebuilding` when
    ///   one is being rebuilt, `.poisoned`, `.ledger`, `.unavailable`.
    package func run(
        progress: @escaping RebuildProgress.Listener = { _ in }
    ) async throws(ProjectionError) -> [Report] {
        let session = RebuildSession(
            projections, for: .comparison, configuration: configuration, limits: limits, logger: logger)
        return try await projectionAccess {
            try await session.run { site in try await verify(site, RebuildCourse(progress)) }
        }
    }

    private func verify(_ site: RebuildSession.Site, _ course: RebuildCourse) async throws -> [Report] {
        var parts = site.parts
        for index in parts.indices {
            // Each goes as far as the live one is, which may have stopped.
            parts[index].end = try await Self.state(of: parts[index].projection, on: site.connection).position
        }
        let load = GenerationLoad(
            parts: parts, pool: site.pool, source: source, limits: limits, courtesy: Courtesy(source)
        ) {
            await course.advance(to: $0, unreadable: $1)
        }
        let size = parts.compactMap(\.end).max() ?? .first
        await course.begin(.reading, at: .first, total: size.rawValue)
        try await load.fill(load.hold(), from: load.firstPosition, to: size)
        await course.begin(.comparing)
        var reports: [Report] = []
        for part in parts {
            let (position, tables) = try await compare(part, load, site)
            reports.append(
                Report(
                    projection: part.projection.name, position: position, tables: tables,
                    unreadable: course.unreadable))
        }
        return reports
    }

    /// Follows up to where the live tables are at one moment, and compares them as of that moment.
    private func compare(
        _ part: RebuildPart, _ load: GenerationLoad, _ site: RebuildSession.Site
    ) async throws -> (Position, [TableComparison]) {
        let load = load.only(part)
        return try await site.connection.transaction(.repeatableRead) { connection in
            // Before the moment is fixed, so that no others can be swapped in after it.
            for table in part.tables {
                try await connection.execute(
                    "LOCK TABLE \(identifier: site.home).\(identifier: table.name) IN ACCESS SHARE MODE")
            }
            let live = try await Self.state(of: part.projection, on: connection).position
            var position = part.end ?? .first
            guard live >= position else {
                throw ProjectionError(.unavailable, "The database went back while it was looked at. Try again.")
            }
            while position < live {
                let batch = try await load.fold(from: position, before: live, on: connection)
                // A replica that doesn't have it yet will.
                if batch.events == 0 { try await Task.sleep(for: .milliseconds(20)) }
                position = batch.next
            }
            var tables: [TableComparison] = []
            for table in part.tables {
                tables.append(
                    try await TableComparison.compare(
                        table, live: site.home, rebuilt: part.generation.schema, on: connection))
            }
            return (live, tables)
        }
    }

    private static func state(
        of projection: Projection, on connection: PostgresConnection
    ) async throws -> ProjectionState {
        guard let state = try await ProjectionState.find(projection.name, on: connection) else {
            throw ProjectionError.unknown(projection.name)
        }
        guard state.version == projection.version else {
            throw ProjectionError(
                .outdated,
                "The tables of \(projection.name) were made by version \(state.version), this is \(projection.version). Run: daybook projections rebuild \(projection.name)"
            )
        }
        return state
    }
}
