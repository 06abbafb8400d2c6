package import Logging
package import Postgres

/// Makes the tables of a projection anew from the ledger, beside the live ones, and swaps them in: without downtime, and without a
/// trace when it breaks off.
package struct ProjectionRebuild: Sendable {
    private let joint: JointRebuild

    /// - Parameter configuration: leads to the primary, in the projector's role, with a `search_path` that begins with the log's schema.
    package init(
        _ projection: Projection, configuration: PostgresConfiguration, source: FactSource,
        limits: RebuildLimits = RebuildLimits(), logger: Logger
    ) {
        joint = JointRebuild(
            [projection], configuration: configuration, source: source, limits: limits, logger: logger)
    }

    /// Rebuilds.
    ///
    /// - Parameter progress: told after each batch, and when a new phase begins.
    /// - Throws: as `JointRebuild.run`.
    package func run(
        progress: @escaping RebuildProgress.Listener = { _ in }
    ) async throws(ProjectionError) -> RebuildReport {
        // As many reports as projections.
        try await joint.run(progress: progress)[0]
    }
}
