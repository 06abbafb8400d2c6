import Cryptography
import Curl
import HTTPTypes
import Ledger
import Providers
import Testing
import Vocabulary

@testable import Server

/// What the document says by example, said to a server.
@Suite(.serialized) struct OpenAPIExampleTests {
    /// A server on which there is something of everything.
    private struct World {
        let server: TestServer
        let document: JSON
        let key: HTTPHeaders
        /// What stands for the parameters of paths.
        var ids: [String: String] = [:]

        /// The path of an operation, as a caller would write it.
        func path(_ operation: OperationOfRoute) -> String {
            operation.parameters.filter { $0.place == .path }
                .reduce(operation.endpoint.path.replacing("**", with: "{path}")) { path, parameter in
                    let own = ids["\(operation.operation.area).\(parameter.name)"] ?? ids[parameter.name]
                    return path.replacing(
                        "{\(parameter.name)}", with: own ?? parameter.schema.sample.text ?? "")
                }
        }

        func send(_ operation: OperationOfRoute, _ example: RequestBody.Example? = nil) async throws
            -> Curl.HTTPResponse
        {
            let target = path(operation) + query(operation)
            let method = try #require(HTTPMethod(rawValue: operation.endpoint.method.rawValue))
            var body = example?.value
            if body?["with"] != nil { body = ["with": .string(ids["other"] ?? "")] }
            guard case .signed(let source) = operation.endpoint.access, let body else {
                return try await server.send(method, target, headers: key, body: body?.serialized())
            }
            return try await server.deliver(try signed(body, by: source, target), to: target)
        }

        private func query(_ operation: OperationOfRoute) -> String {
            let pairs = operation.parameters.compactMap { parameter -> String? in
                guard parameter.place == .query, let example = parameter.example?.text else { return nil }
                return "\(parameter.name)=\(example)"
            }
            let token = operation.id.hasPrefix("verifyWhatsApp") ? ["hub.verify_token=a-verify-token"] : []
            return pairs.isEmpty ? "" : "?" + (pairs + token).joined(separator: "&")
        }

        /// The body as its provider would send it.
        private func signed(_ body: JSON, by source: Source, _ target: String) throws -> WebhookRequest {
            let (bytes, secrets) = (body.serialized(), TestServer.secrets)
            switch source {
            case .twilio:
                let fields = (body.object ?? [:]).map { "\($0.name)=\(Self.encoded($0.value.string ?? ""))" }
                let form = Array(fields.joined(separator: "&").utf8)
                let signature = TwilioSignature.sign(
                    url: server.url + target, form: form, key: secrets.twilioAuthTokens[0])
                return WebhookRequest(
                    url: "",
                    headers: [
                        "Content-Type": "application/x-www-form-urlencoded",
                        "X-Twilio-Signature": try #require(signature),
                    ], body: form)
            case .whatsApp:
                let code = Hex.encode(secrets.whatsAppAppSecrets[0].authenticate(bytes))
                return WebhookRequest(url: "", headers: ["X-Hub-Signature-256": "sha256=\(code)"], body: bytes)
            case .elevenLabs:
                let signature = ElevenLabsSignature.sign(bytes, at: .now(), key: secrets.elevenLabsSecrets[0])
                return WebhookRequest(url: "", headers: ["ElevenLabs-Signature": signature], body: bytes)
            default: return TestServer.signedByRespondIO(String(decoding: bytes, as: UTF8.self))
            }
        }

        private static func encoded(_ text: String) -> String {
            text.replacing("+", with: "%2B").replacing(":", with: "%3A").replacing(" ", with: "+")
        }

        /// What of an answer isn't as the document says.
        func problems(_ answer: Curl.HTTPResponse, to operation: OperationOfRoute) throws -> [String] {
            guard let reply = operation.replies.first(where: { $0.status == answer.status }) else {
                return ["the status \(answer.status) isn't described: \(answer.errorCode ?? "")"]
            }
            let type = answer.headers["content-type"]?.prefix { $0 != ";" } ?? ""
            guard let content = reply.content.first(where: { $0.type == type }) else {
                return ["\(type) isn't described"]
            }
            let missing = reply.headers.filter { answer.headers[$0.name] == nil && !ReplyHeader.rates.contains($0) }
            guard type == "application/json", operation.operation.area != .documentation else {
                return missing.map(\.name)
            }
            let schema = JSON.object(content.schema?.json ?? [:])
            return missing.map(\.name) + SchemaCheck(document: document).problems(try answer.json, schema)
        }
    }

    private static func document(of server: TestServer) -> OpenAPIDocument {
        OpenAPIDocument(describing: server.table.routes.map(Endpoint.init), version: "1", url: nil)
    }

    /// Runs `body` with a server that knows a contact, a conversation and an agent's session.
    private static func withWorld(_ body: @escaping @Sendable (World, OpenAPIDocument) async throws -> Void)
        async throws
    {
        try await TestServer.run { server in
            let document = document(of: server)
            var world = World(server: server, document: document.json, key: try await server.key(.admin))
            for (index, event) in ["message.received", "message.sent", "contact.created"].enumerated() {
                let sample = try server.sample(.respondIO, event, index: index)
                #expect(try await server.deliver(sample, to: "/webhook/respond-io").status == 200)
            }
            _ = try await server.deliver(
                try server.sample(.twilio, "message.received"), to: TestServer.path(of: .twilio))
            let begun = try await server.send(
                .post, "/api/v1/conversations", headers: world.key,
                body: Array(#"{"userPhone":"+14155550123","subDomain":"shop"}"#.utf8))
            let last = try await server.eventCount() - 1
            let seen = "at_least=\(last)&limit=2"
            let conversations = try await server.send(.get, "/v1/conversations?\(seen)", headers: world.key).json
            let contacts = try await server.send(.get, "/v1/contacts?\(seen)", headers: world.key).json
            world.ids["conversation"] = conversations["conversations"]?.array?.first?["id"]?.string
            world.ids["contacts.id"] = contacts["contacts"]?.array?.first?["id"]?.string
            world.ids["other"] = contacts["contacts"]?.array?.last?["id"]?.string
            world.ids["agents.id"] = try begun.json["data"]?["sessionId"]?.string
            world.ids["path"] = "0/000.p/1"
            #expect(world.ids.count == 5 && world.ids["other"] != world.ids["contacts.id"])
            _ = try await server.checkpoints.sign()
            try await body(world, document)
        }
    }

    @Test func `Whoever asks as in the examples is answered as is described`() async throws {
        try await Self.withWorld { world, document in
            for operation in document.operations where operation.endpoint.method == .get {
                let answer = try await world.send(operation)
                #expect(answer.status == 200, "\(operation.id): \(answer.text.prefix(200))")
                #expect(try world.problems(answer, to: operation) == [], "\(operation.id)")
            }
        }
    }

    @Test func `Every example of a body is taken, and answered as is described`() async throws {
        try await Self.withWorld { world, document in
            for operation in document.operations where operation.endpoint.method != .get {
                let examples = operation.operation.body?.examples.map(Optional.some) ?? [nil]
                for example in examples {
                    let answer = try await world.send(operation, example)
                    #expect(
                        (200..<300).contains(answer.status),
                        "\(operation.id) \(example?.name ?? "-"): \(answer.text.prefix(200))")
                    #expect(try world.problems(answer, to: operation) == [], "\(operation.id)")
                }
            }
            #expect(try await !world.server.kinds().contains(.deliveryQuarantined))
        }
    }
}
