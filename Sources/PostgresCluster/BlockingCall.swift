import Dispatch

/// Runs `body` on a thread outside the cooperative pool and waits for it without blocking a thread of the pool.
///
/// Starting and stopping a server is a matter of waiting for processes, and must not be cut short half-way; so it is
/// written as plain blocking code that cancellation doesn't reach.
func blocking<Success: Sendable>(
    _ body: @escaping @Sendable () throws(PostgresClusterError) -> Success
) async throws(PostgresClusterError) -> Success {
    let result: Result<Success, PostgresClusterError> = await withCheckedContinuation { continuation in
        DispatchQueue(label: "PostgresCluster").async {
            continuation.resume(returning: Result { () throws(PostgresClusterError) in try body() })
        }
    }
    return try result.get()
}
