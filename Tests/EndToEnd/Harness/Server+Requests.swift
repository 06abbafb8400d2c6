import Cryptography
import Curl
import Glibc
import Providers
import Samples
import Vocabulary

extension Server {
    /// Reads a path with the installation's API key, or another one.
    func get(_ path: String, token: String? = nil, headers: HTTPHeaders = [:]) async throws -> HTTPResponse {
        var headers = headers
        headers["Authorization"] = "Bearer \(token ?? self.token)"
        return try await client.send(HTTPRequest(.get, url: url + path, headers: headers))
    }

    /// Delivers a webhook as its provider would.
    func deliver(_ request: WebhookRequest, from source: Source) async throws -> HTTPResponse {
        var headers = HTTPHeaders()
        for field in request.headers.fields { headers.append(field.name, field.value) }
        return try await client.send(
            HTTPRequest(.post, url: url + Self.path(of: source), headers: headers, body: request.body))
    }

    /// Delivers a sample.
    func deliver(
        _ event: String, from source: Source = .respondIO, seed: UInt64 = 1, index: Int = 0
    ) async throws -> HTTPResponse {
        try await deliver(try sample(event, from: source, seed: seed, index: index), from: source)
    }

    /// A correctly signed sample: the same one for the same seed and index.
    func sample(
        _ event: String, from source: Source = .respondIO, seed: UInt64 = 1, index: Int = 0
    ) throws -> WebhookRequest {
        try SampleTraffic.request(
            source: source, event: event, seed: seed, index: index,
            // A signature of ElevenLabs' holds for half an hour.
            at: source == .elevenLabs
                ? Timestamp(microseconds: Int64(time(nil)) * 1_000_000)
                : Timestamp(microseconds: 1_760_000_000_000_000 + Int64(index) * 1_000_000),
            secrets: Installation.secrets, url: url + Self.path(of: source))
    }

    /// Signs any body as Respond.io would.
    static func signedByRespondIO(_ body: [UInt8], header: String = "X-Webhook-Signature") -> WebhookRequest {
        let code = Installation.secrets.respondIOKeys[0].authenticate(body)
        return WebhookRequest(
            url: "", headers: ["Content-Type": "application/json", header: Base64.encode(code)], body: body)
    }

    /// Signs any form as Twilio would, for the URL under which it knows the server.
    func signedByTwilio(_ form: [UInt8], publicURL: String? = nil) -> WebhookRequest {
        let url = (publicURL ?? url) + Self.path(of: .twilio)
        let signature = TwilioSignature.sign(url: url, form: form, key: Installation.secrets.twilioAuthTokens[0])
        return WebhookRequest(
            url: url,
            headers: [
                "Content-Type": "application/x-www-form-urlencoded", "X-Twilio-Signature": signature ?? "",
            ], body: form)
    }

    /// Where a provider's webhooks come in.
    static func path(of source: Source) -> String {
        switch source {
        case .twilio: "/api/whatsapp/webhook"
        case .whatsApp: "/webhook/whatsapp"
        case .elevenLabs: "/webhook/elevenlabs"
        default: "/webhook/respond-io"
        }
    }

    /// All events, page by page, as the API shows them.
    func events(_ query: String = "body=true") async throws -> [JSON] {
        var events: [JSON] = []
        var after = ""
        while true {
            let response = try await get("/v1/events?limit=500&\(query)\(after)")
            guard response.status == 200 else { throw HarnessError("GET /v1/events: \(response.text)") }
            let page = try response.json()
            events += page["events"]?.array ?? []
            guard let next = page["next"]?.integer else { return events }
            after = "&after=\(next)"
        }
    }
}

extension HTTPResponse {
    var text: String { String(decoding: body, as: UTF8.self) }

    func json() throws -> JSON { try JSON(parsing: body) }

    /// The code of a refusal.
    var errorCode: String? { (try? json())?["error"]?["code"]?.string }
}
