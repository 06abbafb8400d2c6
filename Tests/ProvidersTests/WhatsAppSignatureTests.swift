import Providers
import Testing
import Vocabulary

struct WhatsAppSignatureTests {
    /// `printf '{"object":"whatsapp_business_account"}' | openssl dgst -sha256 -hmac "app secret"`
    private static let body = #"{"object":"whatsapp_business_account"}"#
    private static let signature = "00eb95ffee813923b6e7c07fd6951c39ffc66c453cc809e2f5770503273edf04"

    private static func isAuthentic(
        _ header: String?, _ body: String = body, secrets: [String] = ["app secret"]
    ) -> Bool {
        var headers = HeaderFields()
        if let header { headers.append("X-Hub-Signature-256", header) }
        return WebhookReaders.whatsApp.isAuthentic(
            WebhookRequest(url: "https://example.com/", headers: headers, body: [UInt8](body.utf8)),
            ProviderSecrets(whatsAppAppSecrets: secrets), at: Timestamp(microseconds: 0))
    }

    @Test func `the signature that OpenSSL makes is accepted`() {
        #expect(Self.isAuthentic("sha256=\(Self.signature)"))
        #expect(Self.isAuthentic("sha256=\(Self.signature.uppercased())"))
        #expect(Self.isAuthentic("sha256=\(Self.signature)", secrets: ["older", "app secret"]))
    }

    @Test(
        "any other is refused",
        arguments: [
            nil, "", "sha256=", signature, "sha1=\(signature)", "sha256=\(signature)00",
            "sha256=\(signature.dropLast())",
            "sha256=" + String(repeating: "0", count: 64), "sha256=not hexadecimal",
        ])
    func refused(_ header: String?) {
        #expect(!Self.isAuthentic(header))
    }

    @Test func `so is one of another body, of another secret, and any without a secret`() {
        #expect(!Self.isAuthentic("sha256=\(Self.signature)", Self.body + " "))
        #expect(!Self.isAuthentic("sha256=\(Self.signature)", secrets: ["another"]))
        #expect(!Self.isAuthentic("sha256=\(Self.signature)", secrets: [""]))
        #expect(!Self.isAuthentic("sha256=\(Self.signature)", secrets: []))
    }

    @Test func `a verify token is known, and an empty one never is`() {
        let secrets = ProviderSecrets(whatsAppVerifyTokens: ["token", ""])
        #expect(secrets.isWhatsAppVerifyToken("token"))
        #expect(!secrets.isWhatsAppVerifyToken("Token"))
        #expect(!secrets.isWhatsAppVerifyToken(""))
        #expect(!ProviderSecrets().isWhatsAppVerifyToken(""))
    }
}
