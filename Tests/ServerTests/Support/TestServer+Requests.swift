import Cryptography
import Curl
import Ledger
import Providers
import Samples
import Server
import Testing
import Vocabulary

extension TestServer {
    var url: String { "http://127.0.0.1:\(address.port)" }

    /// Sends a request and waits for the answer.
    func send(
        _ method: HTTPMethod = .get, _ path: String, headers: HTTPHeaders = [:], body: [UInt8]? = nil
    ) async throws -> HTTPResponse {
        try await client.send(HTTPRequest(method, url: url + path, headers: headers, body: body))
    }

    /// Reads with a key of a scope, made for it.
    func get(_ path: String, as scope: Scope, tenant: TenantID? = nil) async throws -> HTTPResponse {
        try await send(.get, path, headers: try await key(scope, tenant: tenant))
    }

    /// The header of a new key.
    func key(_ scopes: Scope..., tenant: TenantID? = nil) async throws -> HTTPHeaders {
        ["Authorization": "Bearer \(try await keys.create(name: "test", scopes: Set(scopes), tenant: tenant))"]
    }

    /// Delivers a webhook as its provider would.
    func deliver(_ webhook: WebhookRequest, to path: String) async throws -> HTTPResponse {
        var headers = HTTPHeaders()
        for field in webhook.headers.fields { headers.append(field.name, field.value) }
        return try await send(.post, path, headers: headers, body: webhook.body)
    }

    /// A correctly signed sample.
    func sample(
        _ source: Source, _ event: String, index: Int = 0, at path: String? = nil
    ) throws -> WebhookRequest {
        let path = path ?? Self.path(of: source)
        return try SampleTraffic.request(
            source: source, event: event, seed: 1, index: index,
            // A signature of ElevenLabs' holds for half an hour.
            at: source == .elevenLabs
                ? .now() : Timestamp(microseconds: 1_760_000_000_000_000 + Int64(index) * 1_000_000),
            secrets: Self.secrets,
            url: url + path)
    }

    /// Signs any bytes as Respond.io would.
    static func signedByRespondIO(_ body: String) -> WebhookRequest {
        let code = secrets.respondIOKeys[0].authenticate([UInt8](body.utf8))
        return WebhookRequest(
            url: "", headers: ["Content-Type": "application/json", "x-webhook-signature": Base64.encode(code)],
            body: [UInt8](body.utf8))
    }

    static func path(of source: Source) -> String {
        switch source {
        case .twilio: "/api/whatsapp/webhook"
        case .whatsApp: "/webhook/whatsapp"
        case .elevenLabs: "/webhook/elevenlabs"
        default: "/webhook/respond-io"
        }
    }

    /// How many events the ledger has, as the database says.
    func eventCount() async throws -> Int64 {
        try await ledger.reader.head().size
    }

    /// The kinds of all events, in their order.
    func kinds() async throws -> [EventKind] {
        try await ledger.reader.events(.init()).map(\.header.kind)
    }

    /// Waits until something holds: followers come along a moment later.
    func eventually(_ holds: () async throws -> Bool) async throws {
        for _ in 0..<400 {
            if try await holds() { return }
            try await Task.sleep(for: .milliseconds(25))
        }
        Issue.record("It never came to hold.")
    }
}
