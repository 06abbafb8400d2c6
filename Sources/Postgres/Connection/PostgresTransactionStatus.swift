/// Where a connection stands between BEGIN and COMMIT.
package enum PostgresTransactionStatus: UInt8, Sendable {
    /// No transaction is open: each statement commits by itself.
    case idle
    /// A statement is under way.
    case active
    case inTransaction
    /// A statement failed: the server refuses everything but ROLLBACK.
    case failed
    /// The connection can't be used any more.
    case broken
}
