import HTTPTypes
import Hummingbird
import NIOCore

extension Request {
    /// The body.
    ///
    /// - Throws: `APIError`: 413 when it has more bytes than the limit, 400 when it broke off.
    func bytes(limit: Int) async throws -> [UInt8] {
        // Refused by what it says, before any of it is read.
        if let length = headers[.contentLength].flatMap({ Int($0) }), length > limit {
            throw APIError.bodyTooLarge(limit: limit)
        }
        do {
            return Array(buffer: try await body.collect(upTo: limit))
        } catch is NIOTooManyBytesError {
            throw APIError.bodyTooLarge(limit: limit)
        } catch {
            throw APIError(
                .badRequest, "incomplete_body", "The body broke off, or came too slowly.",
                headers: [.connection: "close"])
        }
    }
}
