import Postgres
import Synchronization

/// Which primary this process's caches were filled from.
///
/// A standby that is promoted may lack what the primary before it had committed: an event can be written again, but one that is
/// sealed with a data key which only the lost primary had could never be opened. So what was remembered before a promotion is
/// forgotten, and what was sealed with it is refused.
final class DatabaseLineage: Sendable {
    private let timeline = Mutex<String?>(nil)
    private let count = Atomic<Int>(0)

    /// Changes whenever another primary has taken over.
    var era: Int { count.load(ordering: .sequentiallyConsistent) }

    /// Notes the timeline of the server that a new connection leads to.
    ///
    /// - Parameter forget: empties the caches; called when another primary has taken over.
    func observe(_ observed: String, forget: () -> Void = {}) {
        timeline.withLock { timeline in
            defer { timeline = observed }
            guard let timeline, timeline != observed else { return }
            // Before, so that nothing of the last era is put into the emptied caches; and after, so that nothing that was found in
            // them until then is taken for the new one's.
            count.add(1, ordering: .sequentiallyConsistent)
            forget()
            count.add(1, ordering: .sequentiallyConsistent)
        }
    }

    /// The timeline that a server writes: each promotion begins a new one. `nil` for a server that doesn't tell.
    static func timeline(on connection: PostgresConnection) async -> String? {
        // The write-ahead log's own name for it, as the control file learns of a promotion only later.
        let rows = try? await connection.query("SELECT left(pg_walfile_name(pg_current_wal_lsn()), 8)")
        return (try? rows?.decode(column: 0, as: String.self))?.first
    }
}
