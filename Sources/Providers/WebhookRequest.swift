internal import Vocabulary

/// A request that claims to come from a provider.
package struct WebhookRequest: Sendable {
    /// `POST`, as a rule.
    package var method: String
    /// The public URL with its query, as the provider knows it: part of what Twilio signs.
    package var url: String
    /// The header fields as they came.
    package var headers: HeaderFields
    /// The bytes as they came: what is signed and what is stored.
    package var body: [UInt8]

    /// A request as it came, with the URL as the provider knows it.
    package init(method: String = "POST", url: String, headers: HeaderFields, body: [UInt8]) {
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
    }
}

extension WebhookRequest {
    /// The header field that is kept beside a body that is JSON: what it says it is.
    var contentTypeField: JSONObject {
        headers["content-type"].map { ["content-type": .string($0)] } ?? [:]
    }
}
