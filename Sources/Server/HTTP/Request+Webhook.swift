import HTTPTypes
import Hummingbird
import Providers

extension Request {
    /// The request as its signature covers it.
    ///
    /// - Parameters:
    ///   - url: the public URL, with path and query as they came.
    ///   - body: all of it.
    func webhook(url: String, body: [UInt8]) -> WebhookRequest {
        let fields = headers.map { (name: $0.name.rawName, value: $0.value) }
        return WebhookRequest(method: method.rawValue, url: url, headers: HeaderFields(fields), body: body)
    }
}
