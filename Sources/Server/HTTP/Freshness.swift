import ProjectionEngine
import Vocabulary

/// Lets a read see what was written before: waits until its projection has folded a position, within bounds.
struct Freshness: Sendable {
    let store: ProjectionStore
    /// The projection that the reads are from.
    let projection: String

    /// The longest that a caller may have to wait who asks for a position.
    private static let patience = Duration.seconds(5)
    /// The longest that an answer to a write is held back so that the next read sees it.
    private static let courtesy = Duration.seconds(1)

    /// Waits for the position that the parameter `at_least` names, if it is given: as a receipt or an event says it.
    ///
    /// - Throws: `APIError`: 400 for what is no position, 503 when the projection doesn't get there in 5 seconds.
    func wait(for query: Query) async throws {
        let position = try query.one("at_least", as: "a position") { text in
            Int64(text).flatMap { $0 >= 0 && $0 < .max ? Position($0) : nil }
        }
        guard let position else { return }
        do throws(ProjectionError) {
            try await store.wait(for: projection, until: position, atMost: Self.patience)
        } catch {
            throw APIError.unavailable(
                "behind", "What is shown here hasn't come to position \(position) yet. Try again shortly.",
                retryAfter: 1)
        }
    }

    /// Waits until a write can be seen. It is done, whether or not that takes longer than we wait.
    func settle(_ position: Position) async {
        try? await store.wait(for: projection, until: position, atMost: Self.courtesy)
    }
}
