import HTTPTypes
import Hummingbird
import Synchronization

/// Bounds the bytes of bodies that lie in memory at once, of requests from callers who may be anybody: a signature can be checked
/// only when all of the body is there.
final class BodyBudget: Sendable {
    /// In bytes.
    private let limit: Int
    private let held = Atomic(0)

    /// The beginning of a body isn't counted: as there are only so many connections, these are few enough, and most webhooks are
    /// taken however many large ones are on their way.
    private static let free = 16 * 1024

    init(limit: Int) {
        self.limit = limit
    }

    /// Reads a request's body, and holds its share of the budget until it is done with.
    ///
    /// - Throws: `APIError`: 413 when the body has more bytes than its own limit, 503 when there is no room for it now, 400 when
    ///   it broke off; and what `use` throws.
    func withBody<R>(
        of request: Request, limit: Int, _ use: (_ body: [UInt8]) async throws -> R
    ) async throws -> R {
        var share = 0
        defer { held.subtract(share, ordering: .relaxed) }
        let body = try await request.bytes(limit: limit) { count throws(APIError) in
            let more = max(0, count - Self.free) - share
            share += more
            guard held.add(more, ordering: .relaxed).newValue <= self.limit else {
                throw APIError(
                    .serviceUnavailable, APIError.busy,
                    "More large deliveries are on their way than there is room for. Try again.",
                    headers: [.retryAfter: "2", .connection: "close"])
            }
        }
        return try await use(body)
    }
}
