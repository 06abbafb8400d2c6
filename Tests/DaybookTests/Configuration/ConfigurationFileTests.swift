import Foundation
import Ledger
import Providers
import Server
import Testing
import Vocabulary

@testable import Daybook

/// What `daybook.yaml` may say, and what is said of it when it says what can't be.
struct ConfigurationFileTests {
    private static let variables = [
        "RESPOND_IO_WEBHOOK_SECRET": "one-of-the-default", "ACME_RESPOND_IO_SECRET": "b25l,dHdv",
        "ACME_TWILIO_AUTH_TOKEN": "token", "ACME_TWILIO_WEBHOOK_KEY": "shared", "ACME_WHATSAPP_APP_SECRET": "app",
        "ACME_WHATSAPP_VERIFY_TOKEN": "verify", "EMPTY": "",
    ]

    private static func file(_ yaml: String, folder: String = "") throws -> ConfigurationFile {
        let environment = Environment(overriding: variables)
        return try ConfigurationFile(
            yaml: yaml, file: "daybook.yaml", sources: SecretSources(environment: environment, folder: folder))
    }

    /// A folder of a test's own, with a slash at its end.
    private static func withFolder(_ body: (String) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path + "/"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try body(folder)
    }

    @Test func `all that the help shows is read`() throws {
        try Self.withFolder { folder in
            try FileManager.default.createDirectory(atPath: folder + "secrets", withIntermediateDirectories: false)
            for name in ["acme-respond-io", "acme-elevenlabs"] {
                try SecretFile("\(folder)secrets/\(name)").create("dGhyZWU=")
            }
            try Self.checkExample(try Self.file(ConfigurationFile.example, folder: folder))
        }
    }

    @Test func `the help shows its lines whole on a terminal of 80 columns`() {
        // Two columns are its indent.
        #expect(ConfigurationFile.example.split(separator: "\n").allSatisfy { $0.count <= 78 })
    }

    private static func checkExample(_ file: ConfigurationFile) throws {
        #expect(file.publicURL == "https://hooks.example.com")
        #expect(file.proxies == 1)
        #expect(file.origins == AllowedOrigins(["https://desk.example.com"]))
        #expect(!file.tilesArePublic)
        #expect(file.keyRequests == 1000)
        #expect(file.addressRequests == 100)
        let tenants = try #require(file.tenants)
        #expect(tenants.keys.sorted().map(\.description) == ["acme", "default"])
        #expect(tenants[.default]?.respondIOKeys.texts == ["one-of-the-default"])
        let acme = try #require(tenants.first { $0.key.description == "acme" }?.value)
        #expect(acme.respondIOKeys.texts == ["b25l", "dHdv", "dGhyZWU="])
        #expect(acme.respondIOKeyEncoding == .base64)
        #expect(acme.respondIOSignatureHeaders == ["x-webhook-signature"])
        #expect(acme.twilioAccountSID == "AC00000000000000000000000000000000")
        #expect(acme.twilioAuthTokens.texts == ["token"])
        #expect(acme.twilioSharedKeys.texts == ["shared"])
        #expect(acme.whatsAppAppSecrets.texts == ["app"])
        #expect(acme.whatsAppVerifyTokens.texts == ["verify"])
        #expect(acme.whatsAppNumberIDs == ["106540352242922"])
        #expect(acme.elevenLabsSecrets.texts == ["dGhyZWU="])
        #expect(acme.providerSecrets.respondIOKeys.count == 3)
        #expect(acme.providerSecrets.whatsAppNumberIDs == ["106540352242922"])
        #expect(acme.providerSecrets.isWhatsAppVerifyToken("verify"))
    }

    @Test(arguments: ["", "# nothing yet\n", "tenants:\n", "limits:\n"])
    func `what says nothing leaves everything as it is`(yaml: String) throws {
        let file = try? Self.file(yaml)
        // Tenants without one are a slip; the rest may stay empty.
        #expect((file == nil) == yaml.hasPrefix("tenants"))
        #expect(file?.tenants == nil)
        #expect(file?.publicURL == nil)
        #expect(file?.keyRequests == nil)
    }

    @Test(arguments: [
        ("tenants: [", "This is no YAML"),
        ("limits:\n  a: b: c\n", "line 2: This is no YAML"),
        ("- a\n- b\n", "mapping"),
        ("public_url: hooks.example.com", "public_url: This must be a URL"),
        ("publc_url: https://a.example", "publc_url: There is no such setting. Here are: public_url, proxies"),
        ("\n\nproxies: 9", "line 3, proxies: This must be a whole number from 0 to 8"),
        ("proxies: one", "proxies"),
        ("cors_origins: [desk.example.com]", "cors_origins: These must be origins"),
        ("public_tiles: perhaps", "public_tiles: This must be true or false"),
        ("limits: {key_requests_per_minute: -1}", "limits.key_requests_per_minute: This must be a whole number"),
        ("limits: 5", "limits: This must be a mapping"),
        ("tenants: {}", "tenants: Name a tenant"),
        ("tenants: {Acme: {}}", "tenants.Acme: A tenant is called by a-z"),
        ("tenants: {acme: {}, acme: {}}", "The same key stands there twice: acme"),
        (
            "tenants:\n  acme:\n    slack: {}\n",
            "line 3, tenants.acme.slack: There is no such setting. Here are: respond_io"
        ),
        ("tenants: {acme: {twilio: {auth_token: {env: A}}}}", "auth_token: There is no such setting"),
        ("tenants: {acme: {twilio: {auth_tokens: [{}]}}}", "auth_tokens[0]: Name one place"),
        ("tenants: {acme: {twilio: {auth_tokens: {env: A, file: B}}}}", "Name one place"),
        ("tenants: {acme: {twilio: {auth_tokens: {env: NOT_SET}}}}", "NOT_SET isn't set"),
        ("tenants: {acme: {twilio: {auth_tokens: {env: EMPTY}}}}", "EMPTY isn't set"),
        ("tenants: {acme: {twilio: {auth_tokens: {file: nowhere}}}}", "nowhere can't be read"),
        ("tenants: {acme: {respond_io: {key_encoding: hex}}}", "This must be utf8 or base64"),
        (
            "tenants: {acme: {respond_io: {webhook_secrets: {env: RESPOND_IO_WEBHOOK_SECRET}, key_encoding: base64}}}",
            "The secret in RESPOND_IO_WEBHOOK_SECRET isn't base64"
        ),
        ("tenants: {acme: {whatsapp: {phone_number_ids: ['+1 555 0100']}}}", "Phone number ID"),
        (
            "tenants: {acme: {whatsapp: {phone_number_ids: [106]}}, beta: {whatsapp: {phone_number_ids: '106'}}}",
            "number 106 is acme's already"
        ),
    ])
    func `what can't be is refused with its place and what to do`(yaml: String, complaint: String) throws {
        let failure = try #require(throws: Failure.self) { try Self.file(yaml) }
        #expect(failure.code == .usage)
        #expect(failure.message.hasPrefix("daybook.yaml"), "\(failure.message)")
        #expect(failure.message.contains(complaint), "\(failure.message)")
    }

    @Test(arguments: ["sk-very-secret", "[sk-very-secret]", "'sk-very-secret'", "a: sk-very-secret"])
    func `a secret in the file itself is refused, and not shown`(value: String) throws {
        let failure = try #require(throws: Failure.self) {
            try Self.file("tenants: {acme: {twilio: {auth_tokens: \(value)}}}")
        }
        #expect(failure.message.contains("{env: VARIABLE}") || failure.message.contains("line 1"))
        #expect(!failure.message.contains("sk-very-secret"))
    }

    @Test func `a secret's file that others may read is refused`() throws {
        try Self.withFolder { folder in
            try SecretFile(folder + "open").create("secret")
            try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: folder + "open")
            let failure = try #require(throws: Failure.self) {
                try Self.file("tenants: {acme: {twilio: {auth_tokens: {file: open}}}}", folder: folder)
            }
            #expect(failure.message.contains("chmod 0600"))
        }
    }

    private static let unset = [
        "DAYBOOK_PROXIES": "", "DAYBOOK_KEY_REQUESTS_PER_MINUTE": "", "DAYBOOK_ADDRESS_REQUESTS_PER_MINUTE": "",
        "DAYBOOK_CORS_ORIGINS": "",
    ]

    @Test func `a variable goes before the file, an option before both`() throws {
        let yaml = """
            public_url: https://file.example
            proxies: 2
            public_tiles: true
            limits: {key_requests_per_minute: 0, address_requests_per_minute: 7}
            """
        try Self.withFolder { folder in
            let path = folder + "daybook.yaml"
            try File.write(Array(yaml.utf8), to: path)
            let file = try Settings(Environment(overriding: Self.unset), configuration: path).serverConfiguration()
            #expect(file.publicURL == "https://file.example")
            #expect(file.tilesArePublic)
            #expect(file.limits.proxies == 2)
            #expect(file.limits.keyRequests == nil)
            #expect(file.limits.addressRequests == 7)
            #expect(file.tenants.keys.map(\.description) == ["default"])
            let set = Self.unset.merging([
                "DAYBOOK_PROXIES": "0", "DAYBOOK_KEY_REQUESTS_PER_MINUTE": "5",
                "DAYBOOK_ADDRESS_REQUESTS_PER_MINUTE": "0", "DAYBOOK_CORS_ORIGINS": "https://desk.example.com",
            ]) { $1 }
            let both = try Settings(Environment(overriding: set), configuration: path)
                .serverConfiguration(publicURL: "https://option.example")
            #expect(both.publicURL == "https://option.example")
            #expect(both.limits.proxies == 0)
            #expect(both.limits.keyRequests == 5)
            #expect(both.limits.addressRequests == nil)
            #expect(both.origins == AllowedOrigins(["https://desk.example.com"]))
        }
    }

    @Test func `without a file there is the default tenant, and usual limits`() throws {
        let settings = try Settings(Environment(overriding: Self.variables.merging(Self.unset) { $1 }))
        let configuration = try settings.serverConfiguration()
        #expect(configuration.tenants.keys.map(\.description) == ["default"])
        #expect(configuration.tenants[.default]?.respondIOKeys.count == 1)
        #expect(configuration.limits.keyRequests == 1000)
        #expect(configuration.limits.addressRequests == 100)
        let acme = try #require(TenantID("acme"))
        let failure = try #require(throws: Failure.self) { try settings.tenant(acme) }
        #expect(failure.message.contains("There are: default"))
    }
}
