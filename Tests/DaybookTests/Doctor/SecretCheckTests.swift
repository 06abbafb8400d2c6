import Testing
import Vocabulary

@testable import Daybook

/// What is made of keys and secrets.
struct SecretCheckTests {
    private static let good = "v7Gk2pQx9LmT4sWzB1nR"

    private static let variables = [
        "RESPOND_IO_WEBHOOK_SECRET", "TWILIO_AUTH_TOKEN", "WHATSAPP_APP_SECRET", "WHATSAPP_VERIFY_TOKEN",
        "ELEVENLABS_WEBHOOK_SECRET",
    ]

    /// What is found of a tenant for which these variables are set, and no others.
    private static func findings(_ values: [String: String]) -> [Finding] {
        let none = Dictionary(uniqueKeysWithValues: variables.map { ($0, "") })
        let environment = Environment(overriding: none.merging(values) { $1 })
        return ProviderSecretsCheck(tenant: .default, settings: TenantSettings(environment)).findings
    }

    private static func findings(allSetBut variable: String, to value: String) -> [Finding] {
        findings(
            Dictionary(uniqueKeysWithValues: variables.map { ($0, good) }).merging([variable: value]) { $1 })
    }

    @Test func `good secrets are no finding`() {
        let two = "\(Self.good),\(Self.good)"
        #expect(Self.findings(allSetBut: "RESPOND_IO_WEBHOOK_SECRET", to: two) == [])
    }

    @Test func `a provider without a secret is a note, none at all a warning`() {
        let one = Self.findings(["TWILIO_AUTH_TOKEN": Self.good])
        #expect(one.map(\.severity) == [.note, .note, .note])
        #expect(one[0].problem.contains("RESPOND_IO_WEBHOOK_SECRET"))
        #expect(one[1].problem.contains("WHATSAPP_APP_SECRET"))
        let none = Self.findings([:])
        #expect(none.map(\.severity) == Array(repeating: .warning, count: 4))
    }

    @Test func `of a tenant in a file, only what it names is expected`() throws {
        let sources = SecretSources(environment: Environment(overriding: ["ACME_TOKEN": Self.good]), folder: "")
        let file = try ConfigurationFile(
            yaml: "tenants: {acme: {twilio: {auth_tokens: {env: ACME_TOKEN}}}, beta: {}}", file: "daybook.yaml",
            sources: sources)
        let tenants = try #require(file.tenants)
        func found(_ name: String) throws -> [Finding] {
            let tenant = try #require(TenantID(name))
            return ProviderSecretsCheck(tenant: tenant, settings: try #require(tenants[tenant])).findings
        }
        let good = try found("acme")
        #expect(good == [])
        let findings = try found("beta")
        #expect(findings.map(\.severity) == [.warning])
        #expect(findings[0].problem.contains("beta"))
        #expect(findings[0].remedy.contains("tenants.beta in daybook.yaml"))
    }

    @Test func `an app of Meta's that can't subscribe is a note`() {
        let findings = Self.findings(["WHATSAPP_APP_SECRET": Self.good])
        #expect(findings.map(\.severity) == [.note, .note, .note, .note])
        #expect(findings[3].problem.contains("WHATSAPP_VERIFY_TOKEN"))
    }

    @Test(arguments: [
        "secret", "aaaaaaaaaaaaaaaaaaaaaaaa", "abababababababababab", " v7Gk2pQx9LmT4sWzB1nR", "v7Gk2pQx9LmT4sWzB1nR\n",
    ])
    func `a weak secret is a warning that doesn't show it`(secret: String) throws {
        let findings = Self.findings(allSetBut: "RESPOND_IO_WEBHOOK_SECRET", to: "\(Self.good),\(secret)")
        let finding = try #require(findings.first)
        #expect(findings.count == 1)
        #expect(finding.severity == .warning)
        #expect(!"\(finding)".contains(secret) || secret == "secret")
    }

    @Test func `a key file that isn't named, or can't be used, is an error with the command that mends it`() {
        var file = KeyFile(variable: "A_KEY_FILE", purpose: "Signing", making: "daybook keys signing new", path: nil)
        #expect(file.findings.map(\.severity) == [.error])
        #expect(file.findings[0].remedy.contains("export A_KEY_FILE=FILE"))
        file.path = "signing.key"
        #expect(file.findings == [])
        file.complaint = "Others may read it. Keep it to its owner: chmod 0600 signing.key"
        #expect(file.findings[0].remedy == "chmod 0600 signing.key")
        file.complaint = "It holds no key."
        #expect(file.findings[0].remedy.contains("daybook keys signing new"))
    }
}
