import Ledger
import ProjectionEngine
import Vocabulary

/// Lets a read see what was written before: `?at_least=<position>` waits until the projection has folded that event.
struct ReadPosition: Sendable {
    let store: ProjectionStore
    let ledger: Ledger

    /// The longest that a read waits.
    static let limit = Duration.seconds(2)

    /// Waits for the position that the query names, if it names one.
    ///
    /// - Throws: `APIError` (400) for what isn't a position, or one that the ledger hasn't reached; `ProjectionError` (`.behind`) when it takes too long.
    func wait(for projection: String, _ query: Query) async throws {
        let position = try query.one("at_least", as: "a position") { text in
            Int64(text).flatMap { (0..<Int64.max).contains($0) ? Position($0) : nil }
        }
        guard let position else { return }
        // What was written here is known; of what another server wrote we may not have heard yet.
        if position.rawValue >= ledger.head.size, position.rawValue >= (try await ledger.primary.head().size) {
            throw APIError.badRequest("The ledger has no event at the position at_least yet.")
        }
        try await store.wait(for: projection, until: position, atMost: Self.limit)
    }

    /// Waits a moment until a write can be seen. It is done, whether or not that takes longer than we wait.
    func settle(_ projection: String, at position: Position) async {
        try? await store.wait(for: projection, until: position, atMost: .seconds(1))
    }
}
