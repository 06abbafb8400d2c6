extension PostgresConnection {
    /// Subscribes to a channel, which `waitForNotifications` then hears.
    ///
    /// - Throws: as `query`.
    package func listen(_ channel: String) async throws(PostgresError) {
        try await execute("LISTEN \(identifier: channel)")
    }

    /// Waits for notifications on the channels that `listen` was called for.
    ///
    /// - Returns: all that have come, at least one; none when the time is over.
    /// - Throws: `.cancelled`, which leaves the connection usable, or `.connectionLost`.
    package func waitForNotifications(timeout: Duration) async throws(PostgresError) -> [PostgresNotification] {
        try await cancellable { (token) throws(PostgresError) in
            try session.waitForNotifications(Operation(token: token, timeout: timeout))
        }
    }
}
