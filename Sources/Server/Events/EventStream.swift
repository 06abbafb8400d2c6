import Hummingbird
import Ledger
import ServiceLifecycle
import Vocabulary

/// Follows the ledger for one caller, from a position on, until either side ends it.
///
/// No event is skipped: a batch is written before the next is read, so a slow caller slows its own stream down, and nothing
/// piles up.
struct EventStream: Sendable {
    let reader: LedgerReader
    let head: HeadWatcher
    let query: EventQuery
    let heartbeat: Duration
    /// Whether the caller may still see it; asked at each heartbeat, busy or not.
    let isStillAllowed: @Sendable () async -> Bool

    /// How long a replica that is behind is given.
    private static let replicaPause: Duration = .milliseconds(20)

    /// Events of one batch.
    private static let batch = 256

    /// Writes events as they are recorded. Returns when the server shuts down, or the caller's key is no longer valid.
    ///
    /// - Throws: when the caller has gone, or the ledger can't be read: the caller then resumes elsewhere, or later.
    @concurrent
    func write(to writer: inout any ResponseBodyWriter) async throws {
        var next = query.selection.from
        // Tells the caller at once that it is connected.
        try await writer.write(ServerSentEvent.heartbeat)
        var isQuiet = false
        var pulse = ContinuousClock.now + heartbeat
        while !Task.isShuttingDownGracefully, !Task.isCancelled {
            // Read before the batch: what is below it was looked through, even where nothing of it was selected. Read where the batch
            // is, which may be a replica that doesn't have yet what the watcher has heard of.
            let size = Position(try await reader.head().size)
            let page = try await self.page(from: next)
            if let last = page.events.last?.stored.header.position {
                try await writer.write(Self.buffer(of: page))
                next = last.next
                isQuiet = false
            }
            if page.events.count < Self.batch { next = max(next, size) }
            let now = ContinuousClock.now
            if now >= pulse {
                guard await isStillAllowed() else { return }
                if isQuiet { try await writer.write(ServerSentEvent.heartbeat) }
                isQuiet = true
                pulse = now + heartbeat
            }
            guard page.events.count < Self.batch else { continue }
            if head.size > next.rawValue {
                try? await Task.sleep(for: Self.replicaPause)
            } else {
                await wait(beyond: next, until: pulse)
            }
        }
    }

    private func page(from next: Position) async throws -> EventPage {
        var selection = query.selection
        selection.from = next
        selection.limit = Self.batch
        return try await EventPage(selection, opensBodies: query.opensBodies, from: reader)
    }

    private static func buffer(of page: EventPage) -> ByteBuffer {
        var buffer = ByteBuffer()
        for entry in page.events { ServerSentEvent.append(entry, to: &buffer) }
        return buffer
    }

    /// Waits for an event at `next`, for the next pulse, or for the shutdown.
    private func wait(beyond next: Position, until pulse: ContinuousClock.Instant) async {
        let limit = max(ContinuousClock.now.duration(to: pulse), .milliseconds(1))
        _ = await cancelWhenGracefulShutdown {
            await head.wait(beyond: next.rawValue, atMost: limit)
        }
    }
}
