import Logging
import Postgres

/// The time from taking the locks of some projections to letting go of them, in which their tables are made anew beside the live ones.
/// Whatever is made meanwhile is taken away at the end, unless it was put in place.
struct RebuildSession: Sendable {
    /// What the tables are made for.
    enum Purpose: Sendable {
        /// To take the place of the live ones.
        ///
        /// - Parameters:
        ///   - code: what tells the code that folds from every other; `nil` to go on with nothing that it finds.
        ///   - keepsOld: whether the tables that are replaced are kept.
        case replacement(code: String?, keepsOld: Bool)
        /// To be compared with the live ones.
        case comparison
    }

    /// What there is to work with.
    struct Site: Sendable {
        /// Holds the locks.
        let connection: PostgresConnection
        /// Leads to the tables that are being made.
        let pool: PostgresPool
        let home: String
        /// One for each projection, in their order.
        let parts: [RebuildPart]
    }

    let projections: [Projection]
    let purpose: Purpose
    let configuration: PostgresConfiguration
    let limits: RebuildLimits
    let logger: Logger

    init(
        _ projections: [Projection], for purpose: Purpose, configuration: PostgresConfiguration, limits: RebuildLimits,
        logger: Logger
    ) {
        self.projections = projections
        self.purpose = purpose
        self.configuration = configuration.forRebuilds
        self.limits = limits
        self.logger = logger
    }

    /// Runs `body` within a session.
    ///
    /// - Throws: `.rebuilding` when somebody else has one with any of the projections, or what `body` throws.
    func run<R: Sendable>(_ body: (Site) async throws -> R) async throws -> R {
        let connection = try await PostgresConnection.connect(configuration, logger: logger)
        var locked: String?
        do {
            let home = try await Generation.home(on: connection)
            try await lock(home, on: connection)
            locked = home
            let parts = try await prepare(home, on: connection)
            let result = try await withPool(home, parts) { pool in
                try await body(Site(connection: connection, pool: pool, home: home, parts: parts))
            }
            await cleanUp(locked, connection, isCancelled: false)
            return result
        } catch {
            await cleanUp(locked, connection, isCancelled: Task.isCancelled)
            throw error
        }
    }

    /// Keeps others from doing the same with any of the projections, as long as the connection lives.
    func lock(_ home: String, on connection: PostgresConnection) async throws {
        for name in projections.map(\.name).sorted() {
            let lock = ProjectionLock(projection: name, home: home)
            guard try await connection.query(lock.whileConnected).decode(Bool.self).first == true else {
                throw ProjectionError(
                    .rebuilding, "The projection \(name) is being rebuilt or verified by somebody else.")
            }
        }
    }

    /// Makes the generations, or finds those that can be gone on with; names of tables mean them afterwards.
    private func prepare(_ home: String, on connection: PostgresConnection) async throws -> [RebuildPart] {
        var parts: [RebuildPart] = []
        for projection in projections {
            parts.append(try await prepare(projection, home, on: connection))
        }
        try await connection.execute("SELECT set_config('search_path', \(Self.searchPath(parts, home)), false)")
        return parts
    }

    private func prepare(
        _ projection: Projection, _ home: String, on connection: PostgresConnection
    ) async throws -> RebuildPart {
        let schemas = GenerationSchemas(projection: projection.name, home: home)
        let number = (try await ProjectionState.find(projection.name, on: connection)?.generation ?? 0) + 1
        try await schemas.dropShadow(on: connection)
        let erasures = try await ErasureCount.read(on: connection)
        var code: String?
        var part: RebuildPart
        switch purpose {
        case .comparison:
            part = RebuildPart(projection, .shadow(of: projection, home: home), number: number, after: erasures)
        case .replacement(let known, let keepsOld):
            code = known
            let generation = Generation(of: projection, number: number, home: home, keepsOld: keepsOld)
            part = RebuildPart(projection, generation, number: number, after: erasures)
            var goesOn = false
            if let known { goesOn = try await generation.isBegun(by: known, after: erasures, on: connection) }
            try await schemas.dropAll(kept: true, except: goesOn ? generation.schema : nil, on: connection)
            if goesOn {
                part.stored = try await connection.transaction { connection in
                    try await generation.progress.positions(on: connection)
                }
                return part
            }
        }
        let (generation, mark) = (part.generation, code)
        try await connection.transaction { connection in
            try await generation.begin(code: mark, after: erasures, on: connection)
        }
        return part
    }

    private func withPool<R: Sendable>(
        _ home: String, _ parts: [RebuildPart], _ body: (PostgresPool) async throws -> R
    ) async throws -> R {
        var configuration = configuration
        configuration.parameters["search_path"] = Self.searchPath(parts, home)
        // What a crash of the server loses is made again; the swap itself waits until all before it is on disk.
        configuration.parameters["synchronous_commit"] = "off"
        let pool = PostgresPool(
            configuration: configuration, size: limits.connections, leaseTimeout: .seconds(3600), logger: logger)
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await pool.run() }
            defer { group.cancelAll() }
            return try await body(pool)
        }
    }

    private static func searchPath(_ parts: [RebuildPart], _ home: String) -> String {
        (parts.map(\.generation.schema) + [home]).map(TableSQL.quoted).joined(separator: ", ")
    }
}

extension PostgresConfiguration {
    /// With the patience and the memory that making whole tables takes.
    fileprivate var forRebuilds: PostgresConfiguration {
        var configuration = self
        // Keys, indexes and large updates take what they take; whoever has no patience cancels.
        configuration.statementTimeout = .seconds(6 * 3600)
        configuration.parameters["maintenance_work_mem"] = "128MB"
        configuration.parameters["work_mem"] = "32MB"
        // Several tables are made at a time already, or one, so that others find a processor. `GenerationLoad.index` allows one.
        configuration.parameters["max_parallel_maintenance_workers"] = "0"
        return configuration
    }
}
