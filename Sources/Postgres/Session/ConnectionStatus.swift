import Glibc
import Synchronization

/// What others may know of a connection without waiting for its thread.
final class ConnectionStatus: Sendable {
    private let transaction = Atomic<UInt8>(PostgresTransactionStatus.broken.rawValue)
    private let socket = Atomic<Int32>(-1)

    var transactionStatus: PostgresTransactionStatus {
        PostgresTransactionStatus(rawValue: transaction.load(ordering: .acquiring)) ?? .broken
    }

    func update(_ status: PostgresTransactionStatus, socket descriptor: Int32) {
        socket.store(descriptor, ordering: .releasing)
        transaction.store(status.rawValue, ordering: .releasing)
    }

    /// Whether the server has said something unasked: an idle connection that broke shows it so. Only the one who holds
    /// the connection may ask, so that its socket isn't closed under the call.
    var hasUnreadInput: Bool {
        let descriptor = socket.load(ordering: .acquiring)
        guard descriptor >= 0 else { return true }
        var descriptors = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        return poll(&descriptors, 1, 0) != 0
    }
}
