import HTTPTypes
import Hummingbird
import NIOCore

extension Request {
    /// The body.
    ///
    /// - Parameter admit: is told, before each piece is kept, how many bytes there are with it, and may refuse them.
    /// - Throws: `APIError`: 413 when it has more bytes than the limit, 400 when it broke off; and what `admit` throws.
    func bytes(limit: Int, admit: (_ count: Int) throws(APIError) -> Void = { _ in }) async throws(APIError) -> [UInt8]
    {
        // Refused by what it says, before any of it is read.
        if let length = headers[.contentLength].flatMap({ Int($0) }), length > limit {
            throw APIError.bodyTooLarge(limit: limit)
        }
        var bytes: [UInt8] = []
        var pieces = body.makeAsyncIterator()
        while true {
            let piece: ByteBuffer?
            do {
                piece = try await pieces.next()
            } catch {
                throw APIError(
                    .badRequest, "incomplete_body", "The body broke off, or came too slowly.",
                    headers: [.connection: "close"])
            }
            guard let piece else { return bytes }
            let count = bytes.count + piece.readableBytes
            guard count <= limit else { throw APIError.bodyTooLarge(limit: limit) }
            try admit(count)
            bytes.append(contentsOf: piece.readableBytesView)
        }
    }
}
