import Logging
import Postgres

/// Feeds a head watcher: by NOTIFY, and every second by asking.
struct HeadListener: Sendable {
    let configuration: PostgresConfiguration
    let watcher: HeadWatcher
    let logger: Logger

    /// Runs until cancelled. An outage of the database is waited for.
    func run() async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await self.listen() }
            group.addTask { await self.poll() }
        }
    }

    private func listen() async {
        guard let channel = await channel() else { return }
        let notifications = PostgresNotifications(configuration: configuration, channels: [channel], logger: logger)
        for await element in notifications {
            if case .notification(let notification) = element, let size = Int64(notification.payload) {
                watcher.advance(to: size)
            }
        }
    }

    /// Asks for the channel's name until the database answers; `nil` when cancelled before.
    private func channel() async -> String? {
        while !Task.isCancelled {
            do {
                let connection = try await PostgresConnection.connect(configuration, logger: logger)
                let channel = try await HeadWatcher.channel(on: connection)
                await connection.close()
                return channel
            } catch {
                try? await Task.sleep(for: .seconds(1))
            }
        }
        return nil
    }

    private func poll() async {
        var connection: PostgresConnection?
        while !Task.isCancelled {
            do {
                let open =
                    if let connection { connection } else {
                        try await PostgresConnection.connect(configuration, logger: logger)
                    }
                connection = open
                let known = watcher.size
                let query = PostgresQuery(Statements.readHead).timeout(.seconds(2))
                if let size = try await open.query(query).decode(Int64.self).first {
                    // What was known before asking was committed once: the database has lost it, by a failover or a restore.
                    size < known ? watcher.retreat(to: size) : watcher.advance(to: size)
                }
            } catch {
                await connection?.close()
                connection = nil
            }
            try? await Task.sleep(for: .seconds(1))
        }
        await connection?.close()
    }
}
