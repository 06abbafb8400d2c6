import Cryptography
import Curl
import Providers
import Samples
import Testing
import Vocabulary

extension EndToEnd {
    /// Several tenants at one server, as a configuration file has them.
    struct TenantTests {
        /// The number of which the samples of WhatsApp are, and two tenants that share Meta's app.
        private static let configuration = """
            public_url: https://hooks.example.com
            cors_origins: https://desk.example.com
            tenants:
              default:
                respond_io: {webhook_secrets: {env: RESPOND_IO_WEBHOOK_SECRET}}
                whatsapp: {app_secrets: {env: WHATSAPP_APP_SECRET}, phone_number_ids: ["1"]}
              acme:
                respond_io: {webhook_secrets: {file: acme.secret}}
                twilio: {auth_tokens: {env: TWILIO_AUTH_TOKEN}}
                whatsapp: {app_secrets: {env: WHATSAPP_APP_SECRET}, phone_number_ids: ["106540352242922"]}
            """

        private static func with(_ body: (Installation, Server) async throws -> Void) async throws {
            try await Installation.with { installation in
                let folder = installation.folder
                try folder.write(Array(Self.configuration.utf8), to: "daybook.yaml")
                try folder.write(Array("a secret of acme's own\n".utf8), to: "acme.secret")
                try await Server.with(installation, "--config", folder.file("daybook.yaml")) { server in
                    try await body(installation, server)
                }
            }
        }

        private static func tenants(_ server: Server) async throws -> [String] {
            try await server.events().compactMap { $0["tenant"]?.string }
        }

        @Test func `each tenant's webhooks are checked with its own secrets, and recorded as its`() async throws {
            try await Self.with { installation, server in
                let file = installation.folder.file("daybook.yaml")
                for tenant in ["default", "acme"] {
                    let outcome = try await installation.daybook(
                        "trigger", "respond.io", "message.received", "--to", server.url, "--config", file, "--tenant",
                        tenant)
                    #expect(outcome.status == 0, "\(outcome)")
                }
                #expect(try await Self.tenants(server) == ["default", "acme"])
                // Twilio signs the URL under which it knows the tenant.
                let twilio = try await installation.daybook(
                    "trigger", "twilio", "message.received", "--to", server.url, "--config", file, "--tenant", "acme",
                    "--public-url", "https://hooks.example.com")
                #expect(twilio.status == 0, "\(twilio)")
                #expect(try await Self.tenants(server) == ["default", "acme", "acme"])

                // Signed rightly, but for another tenant, and for one that there isn't.
                let sample = try server.sample("message.received")
                for (path, status) in [("/t/acme/webhook/respond-io", 401), ("/t/beta/webhook/respond-io", 404)] {
                    var headers = HTTPHeaders()
                    for field in sample.headers.fields { headers.append(field.name, field.value) }
                    let response = try await server.client.send(
                        HTTPRequest(.post, url: server.url + path, headers: headers, body: sample.body))
                    #expect(response.status == status, "\(path): \(response.text)")
                }
                // The default tenant has no secret of Twilio's.
                let form = Array("MessageSid=SM1&From=whatsapp%3A%2B15550100".utf8)
                let refused = try await server.deliver(
                    server.signedByTwilio(form, publicURL: "https://hooks.example.com"), from: .twilio)
                #expect(refused.status == 503, "\(refused.text)")
                #expect(refused.text.contains("daybook.yaml"), "\(refused.text)")
                #expect(try await installation.eventCount() == 3)
            }
        }

        @Test func `a delivery of WhatsApp's is the tenant's whose number it names`() async throws {
            try await Self.with { _, server in
                let answer = try await server.deliver("message.received", from: .whatsApp)
                #expect(answer.status == 200, "\(answer.text)")
                #expect(try await Self.tenants(server) == ["acme"])
            }
        }

        @Test func `a key of one tenant sees that one only`() async throws {
            try await Self.with { installation, server in
                let file = installation.folder.file("daybook.yaml")
                for tenant in ["default", "acme"] {
                    _ = try await installation.daybook(
                        "trigger", "respond.io", "message.received", "--to", server.url, "--config", file, "--tenant",
                        tenant)
                }
                let key = try await installation.daybook(
                    "keys", "create", "--scope", "inbox,audit", "--tenant", "acme")
                let token = key.output.trimmed
                let page = try await server.get("/v1/events", token: token).json()
                #expect(page["events"]?.array?.map { $0["tenant"]?.string } == ["acme"])
                #expect(try await server.get("/t/default/api/whatsapp/inbox", token: token).status == 403)
            }
        }

        @Test(arguments: [
            ("tenants: {acme: {slack: {}}}", "line 1, tenants.acme.slack: There is no such setting"),
            ("tenants: {acme: {twilio: {auth_tokens: sk-secret}}}", "{env: VARIABLE}"),
            ("tenants: [", "no YAML"),
        ])
        func `a file that says what can't be ends the command before it listens`(
            yaml: String, complaint: String
        ) async throws {
            try await Installation.with { installation in
                let path = try installation.folder.write(Array(yaml.utf8), to: "daybook.yaml")
                for command in [["serve", "--port", "0"], ["doctor"], ["trigger", "twilio", "ping"]] {
                    let outcome = try await run(
                        Products.daybook, command + ["--config", path], environment: installation.environment,
                        in: installation.folder)
                    #expect(outcome.status == 2, "\(outcome)")
                    #expect(outcome.errors.contains(complaint), "\(outcome)")
                    #expect(!outcome.errors.contains("sk-secret"), "\(outcome)")
                }
                let missing = try await installation.daybook("serve", "--config", "/nowhere/daybook.yaml")
                #expect(missing.status == 1, "\(missing)")
                #expect(missing.errors.contains("/nowhere/daybook.yaml can't be read"), "\(missing)")
            }
        }
    }
}
