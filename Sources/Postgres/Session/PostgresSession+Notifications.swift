import CLibPQ
import Glibc

extension PostgresSession {
    /// Moves the notifications that libpq has read over to ours.
    func collectNotifications() {
        while let notification = PQnotifies(handle.pointer) {
            notifications.append(
                PostgresNotification(
                    channel: String(cString: notification.pointee.relname),
                    payload: String(cString: notification.pointee.extra)))
            PQfreemem(notification)
        }
    }

    /// Waits for the first notification, and gives back all that have come.
    ///
    /// - Returns: nothing when the time is over.
    /// - Throws: `.connectionLost`, or `.cancelled`, which leaves the connection as it was.
    func waitForNotifications(_ operation: Operation) throws(PostgresError) -> [PostgresNotification] {
        self.operation = operation
        defer { publishStatus() }
        while true {
            collectNotifications()
            if !notifications.isEmpty {
                defer { notifications.removeAll() }
                return Array(notifications)
            }
            if let token = operation.token, signal.isCancelled(token) {
                throw Operation.Interruption.cancelled.error(outcomeUnknown: false)
            }
            if let limit = operation.limit, ContinuousClock.now >= limit { return [] }
            if try pollOnce(handle.socket, events: POLLIN) != 0 { _ = PQconsumeInput(handle.pointer) }
            if handle.isBroken {
                finish()
                throw connectionBroke()
            }
        }
    }
}
