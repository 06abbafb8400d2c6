package import Logging

/// Notifications as they come, over a connection of their own that renews itself.
///
/// NOTIFY reaches only who listens at that moment. So each time the channels are listened to anew, the first time
/// included, a `.reconnected` comes before what follows: the consumer reads then what it may have missed. The sequence
/// ends when its task is cancelled, and never fails.
package struct PostgresNotifications: AsyncSequence, Sendable {
    /// What the consumer hears.
    package enum Element: Hashable, Sendable {
        /// The channels are listened to from here on; anything may have been missed before.
        case reconnected
        /// A NOTIFY.
        case notification(PostgresNotification)
    }

    private let configuration: PostgresConfiguration
    private let channels: [String]
    private let backoff: PostgresBackoff
    private let logger: Logger

    /// - Parameter channels: as their names are written in double quotes; that is, `Events` and `events` are two.
    package init(
        configuration: PostgresConfiguration, channels: [String], logger: Logger,
        backoff: PostgresBackoff = PostgresBackoff()
    ) {
        self.configuration = configuration
        self.channels = channels
        self.backoff = backoff
        self.logger = logger
    }

    /// Each iterator has a connection of its own, made with its first element.
    package func makeAsyncIterator() -> AsyncIterator {
        AsyncIterator(configuration: configuration, channels: channels, backoff: backoff, logger: logger)
    }

    /// Holds the connection, which is closed with it.
    package struct AsyncIterator: AsyncIteratorProtocol {
        fileprivate let configuration: PostgresConfiguration
        fileprivate let channels: [String]
        fileprivate let backoff: PostgresBackoff
        fileprivate let logger: Logger
        private var connection: PostgresConnection?
        /// In reverse, the next one last.
        private var pending: [Element] = []
        private var failures = 0

        /// After so much silence the server is asked whether it is still there.
        private static let silence = Duration.seconds(30)

        fileprivate init(
            configuration: PostgresConfiguration, channels: [String], backoff: PostgresBackoff, logger: Logger
        ) {
            self.configuration = configuration
            self.channels = channels
            self.backoff = backoff
            self.logger = logger
        }

        package mutating func next() async -> Element? {
            await next(isolation: nil)
        }

        package mutating func next(isolation actor: isolated (any Actor)?) async throws(Never) -> Element? {
            while !Task.isCancelled {
                if let element = pending.popLast() { return element }
                do throws(PostgresError) {
                    if let connection {
                        try await receive(from: connection)
                    } else {
                        connection = try await connect()
                        failures = 0
                        return .reconnected
                    }
                } catch {
                    await recover(from: error)
                }
            }
            await connection?.close()
            connection = nil
            return nil
        }

        private mutating func receive(from connection: PostgresConnection) async throws(PostgresError) {
            let received = try await connection.waitForNotifications(timeout: Self.silence)
            pending = received.reversed().map { .notification($0) }
            if received.isEmpty, await !connection.check() {
                throw PostgresError(.connectionLost, "the database doesn't answer any more")
            }
        }

        private func connect() async throws(PostgresError) -> PostgresConnection {
            let connection = try await PostgresConnection.connect(configuration, logger: logger)
            for channel in channels { try await connection.listen(channel) }
            return connection
        }

        private mutating func recover(from error: PostgresError) async {
            connection = nil
            guard !Task.isCancelled else { return }
            failures += 1
            let delay = backoff.delay(afterFailures: failures)
            logger.warning("listening failed, trying again", metadata: ["error": "\(error)", "delay": "\(delay)"])
            // Cancellation ends the sleep, and the caller sees it.
            try? await Task.sleep(for: delay)
        }
    }
}
