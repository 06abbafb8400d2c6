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
    ///
    /// - Parameter event: the sample, where callers with an API key have a path of their own.
    static func path(of source: Source, event: String? = nil) -> String? {
        switch source {
        case .elevenLabs where event == "client.conversation": "/api/v1/webhook/conversation"
        case .izer: "/webhook"
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
        return try await send(request, to: path)
    }

    func send(_ request: WebhookRequest, to path: String) async throws -> HTTPResponse {
        var headers = HTTPHeaders()
        for field in request.headers.fields { headers.append(field.name, field.value) }
        return try await client.send(HTTPRequest(.post, url: base + path, headers: headers, body: request.body))
    }

    func close() {
        client.close()
    }
}
