import HTTPTypes
import Hummingbird
import NIOCore
import Providers

extension Request {
    /// The request as its signature covers it.
    ///
    /// - Parameter url: the public URL, with path and query as they came.
    /// - Throws: `APIError`: 413 when the body has more bytes than the limit, 400 when it broke off.
    func webhook(url: String, bodyLimit: Int) async throws -> WebhookRequest {
        let body = try await bytes(limit: bodyLimit)
        let fields = headers.map { (name: $0.name.rawName, value: $0.value) }
        return WebhookRequest(method: method.rawValue, url: url, headers: HeaderFields(fields), body: body)
    }

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
