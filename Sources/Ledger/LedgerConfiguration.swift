/// Where a ledger is, and how much it takes on.
package struct LedgerConfiguration: Sendable {
    /// libpq connection string of the primary; several hosts for failover.
    package var connectionString: String
    /// A replica for reads; `nil` to read from the primary.
    package var readConnectionString: String?
    package var masterKey: MasterKey
    /// Connections for look-ups and reads, each.
    package var poolSize = 4
    /// Appends of one transaction at most, appends waiting, and how long one may wait for its answer.
    package var appends = BatchQueueLimits(
        batch: 512, waiting: 8192, patience: .milliseconds(1800), spacing: .milliseconds(4))
    /// Identifier look-ups of one batch, waiting, and how long one may wait.
    package var lookups = BatchQueueLimits(
        batch: 512, waiting: 8192, patience: .milliseconds(1800), spacing: .milliseconds(4))
    /// Identifiers and data keys that are kept in memory, each.
    package var cacheCapacity = 50_000

    package init(connectionString: String, readConnectionString: String? = nil, masterKey: MasterKey) {
        self.connectionString = connectionString
        self.readConnectionString = readConnectionString
        self.masterKey = masterKey
    }
}

/// The roles that the running service takes on (see `Schema/V0001__roles.sql`).
package enum LedgerRole {
    /// Inserts into the ledger and selects from it.
    package static let writer = "daybook_writer"
    /// Owns the projections' tables.
    package static let projector = "daybook_projector"
}
