import HTTPTypes
import Hummingbird
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
}
