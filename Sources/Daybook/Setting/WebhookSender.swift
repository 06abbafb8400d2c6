import Curl
import Providers
import Vocabulary

/// Sends webhooks to a Daybook, as a provider would.
struct WebhookSender: Sendable {
    private let client: HTTPClient
    /// Where the requests go, without a path: `http://127.0.0.1:8080`.
    let base: String

    init(base: String) throws {
        client = try HTTPClient()
        self.base = base.hasSuffix("/") ? String(base.dropLast()) : base
    }

    /// The path under which a provider's webhooks come in.
    static func path(of source: Source) -> String? {
        switch source {
        case .respondIO: "/webhook/respond-io"
        case .twilio: "/api/whatsapp/webhook"
        case .whatsApp: "/webhook/whatsapp"
        case .elevenLabs: "/webhook/elevenlabs"
        default: nil
        }
    }

    func send(_ request: WebhookRequest, from source: Source) async throws -> HTTPResponse {
        guard let path = Self.path(of: source) else {
            throw Failure(.usage, "There is no endpoint for webhooks of \(source).")
        }
        var headers = HTTPHeaders()
        for field in request.headers.fields { headers.append(field.name, field.value) }
        return try await client.send(HTTPRequest(.post, url: base + path, headers: headers, body: request.body))
    }

    func close() {
        client.close()
    }
}
