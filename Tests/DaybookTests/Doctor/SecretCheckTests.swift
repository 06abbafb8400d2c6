import Testing

@testable import Daybook

/// What is made of keys and secrets.
struct SecretCheckTests {
    private static let good = "v7Gk2pQx9LmT4sWzB1nR"

    @Test func `good secrets are no finding`() {
        let check = ProviderSecretsCheck(
            secrets: [
                "RESPOND_IO_WEBHOOK_SECRET": [Self.good, Self.good], "TWILIO_AUTH_TOKEN": [Self.good],
                "WHATSAPP_APP_SECRET": [Self.good], "WHATSAPP_VERIFY_TOKEN": [Self.good],
                "ELEVENLABS_WEBHOOK_SECRET": [Self.good],
            ])
        #expect(check.findings == [])
    }

    @Test func `a provider without a secret is a note, none at all a warning`() {
        let one = ProviderSecretsCheck(secrets: ["TWILIO_AUTH_TOKEN": [Self.good]]).findings
        #expect(one.map(\.severity) == [.note, .note, .note])
        #expect(one[0].problem.contains("RESPOND_IO_WEBHOOK_SECRET"))
        #expect(one[1].problem.contains("WHATSAPP_APP_SECRET"))
        let none = ProviderSecretsCheck(secrets: [:]).findings
        #expect(none.map(\.severity) == Array(repeating: .warning, count: 4))
    }

    @Test func `an app of Meta's that can't subscribe is a note`() {
        let check = ProviderSecretsCheck(secrets: ["WHATSAPP_APP_SECRET": [Self.good]])
        #expect(check.findings.map(\.severity) == [.note, .note, .note, .note])
        #expect(check.findings[3].problem.contains("WHATSAPP_VERIFY_TOKEN"))
    }

    @Test(arguments: [
        "secret", "aaaaaaaaaaaaaaaaaaaaaaaa", "abababababababababab", " v7Gk2pQx9LmT4sWzB1nR", "v7Gk2pQx9LmT4sWzB1nR\n",
    ])
    func `a weak secret is a warning that doesn't show it`(secret: String) throws {
        let check = ProviderSecretsCheck(
            secrets: [
                "RESPOND_IO_WEBHOOK_SECRET": [Self.good, secret], "TWILIO_AUTH_TOKEN": [Self.good],
                "WHATSAPP_APP_SECRET": [Self.good], "WHATSAPP_VERIFY_TOKEN": [Self.good],
                "ELEVENLABS_WEBHOOK_SECRET": [Self.good],
            ])
        let finding = try #require(check.findings.first)
        #expect(check.findings.count == 1)
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
