import HTTPTypes
import Hummingbird

extension Request {
    /// The longest `Idempotency-Key`, in bytes.
    static let idempotencyKeyLength = 255

    /// The caller's own key of this call; `nil` where there is none.
    ///
    /// - Throws: `APIError` (400) for one that is empty, which would be every careless caller's, or too long.
    func idempotencyKey() throws(APIError) -> String? {
        guard let key = headers[.idempotencyKey] else { return nil }
        guard (1...Self.idempotencyKeyLength).contains(key.utf8.count) else {
            throw .badRequest(
                "The Idempotency-Key must have 1 to \(Self.idempotencyKeyLength) bytes. Leave it out if there is none.")
        }
        return key
    }
}
