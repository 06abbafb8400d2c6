import Providers
import Testing
import Vocabulary

/// The codes were made with Python's `hmac` and checked with `openssl dgst -sha256 -hmac`.
struct RespondIOSignatureTests {
    private static let body = #"{"event_type":"message.received","contact":{"id":1}}"#
    private static let key = "whk_5f2c"
    private static let base64 = "c8nMhjoUzHEWY4et4sHKVmToa+3cA74TW2UfeY06m/g="
    private static let hex = "73c9cc863a14cc71166387ade2c1ca5664e86beddc03be135b651f798d3a9bf8"
    private static let secrets = ProviderSecrets(respondIOKeys: [key])

    private static func isAuthentic(
        _ headers: HeaderFields, _ secrets: ProviderSecrets = secrets, body: String = body
    ) -> Bool {
        let request = WebhookRequest(
            url: "https://example.com/webhook/respond-io", headers: headers, body: [UInt8](body.utf8))
        return WebhookReaders.respondIO.isAuthentic(request, secrets, at: Timestamp(microseconds: 0))
    }

    @Test(
        "both encodings are taken in every header that is known",
        arguments: [
            "X-Webhook-Signature", "x-webhook-signature", "x-respond-io-signature", "X-Respond-IO-Signature",
            "x-respond-signature",
        ])
    func headers(_ name: String) {
        #expect(Self.isAuthentic([name: Self.base64]))
        #expect(Self.isAuthentic([name: Self.hex]))
        #expect(Self.isAuthentic([name: Self.hex.uppercased()]))
        #expect(Self.isAuthentic(["Content-Type": "application/json", name: Self.base64]))
    }

    @Test(
        "without the right signature nothing is authentic",
        arguments: [
            [:], ["x-webhook-signature": ""], ["x-webhook-signature": " "],
            ["x-webhook-signature": String(base64.dropLast())],
            ["x-webhook-signature": String(base64.dropLast(4))], ["x-webhook-signature": String(hex.dropLast(2))],
            ["x-webhook-signature": "sha256=" + hex], ["x-webhook-signature": String(hex.reversed())],
            ["x-webhook-signature": base64 + "="],
            ["x-webhook-signature": "ü"], ["x-other-signature": base64], ["authorization": base64],
            ["x-webhook-signature": "null"],
            ["x-webhook-signature": "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="],
        ] as [HeaderFields])
    func wrongSignatures(_ headers: HeaderFields) {
        #expect(!Self.isAuthentic(headers))
    }

    @Test func `a signature holds for one body`() {
        let headers: HeaderFields = ["x-webhook-signature": Self.base64]
        #expect(!Self.isAuthentic(headers, body: Self.body + " "))
        #expect(!Self.isAuthentic(headers, body: ""))
        #expect(!Self.isAuthentic(headers, body: Self.body.replacing("1", with: "2")))
    }

    @Test func `any of several keys will do, and none never`() {
        let headers: HeaderFields = ["x-webhook-signature": Self.base64]
        #expect(Self.isAuthentic(headers, ProviderSecrets(respondIOKeys: ["other", Self.key])))
        #expect(!Self.isAuthentic(headers, ProviderSecrets(respondIOKeys: ["other", Self.key + "x"])))
        #expect(!Self.isAuthentic(headers, ProviderSecrets()))
        #expect(!Self.isAuthentic(headers, ProviderSecrets(twilioAuthTokens: [Self.key])))
        #expect(!Self.isAuthentic(headers, ProviderSecrets(respondIOKeys: [Self.key], respondIOSignatureHeaders: [])))
        // Under an empty key, which anybody can use.
        #expect(
            !Self.isAuthentic(
                ["x-webhook-signature": "wvueU+SPYVVoCs0GYc2idFvbXlLXPSWrgI8JrLcxj50="],
                ProviderSecrets(respondIOKeys: [""])))
    }

    @Test func `the header and the encoding of the key can be configured`() {
        let encoded = ProviderSecrets(respondIOKeys: ["d2hrXzVmMmM="], respondIOKeyEncoding: .base64)
        #expect(Self.isAuthentic(["x-respond-signature": Self.base64], encoded))
        #expect(
            !Self.isAuthentic(["x-respond-signature": Self.base64], ProviderSecrets(respondIOKeys: ["d2hrXzVmMmM="])))
        let own = ProviderSecrets(respondIOKeys: [Self.key], respondIOSignatureHeaders: ["x-own"])
        #expect(Self.isAuthentic(["X-Own": Self.hex], own))
        #expect(!Self.isAuthentic(["x-webhook-signature": Self.hex], own))
    }

    @Test func `only a usable key counts as configured`() {
        #expect(Self.secrets.isConfigured(for: .respondIO))
        #expect(!ProviderSecrets(respondIOKeys: [""]).isConfigured(for: .respondIO))
        #expect(
            !ProviderSecrets(respondIOKeys: ["not base64!"], respondIOKeyEncoding: .base64).isConfigured(
                for: .respondIO))
        #expect(!Self.secrets.isConfigured(for: .twilio))
        #expect(!Self.secrets.isConfigured(for: .whatsApp))
    }
}
