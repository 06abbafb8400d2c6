import Cryptography
import Providers
import Testing
import Vocabulary

struct ElevenLabsSignatureTests {
    /// `printf '1749416383.{"type":"ping"}' | openssl dgst -sha256 -hmac wsec_secret`
    private static let body = #"{"type":"ping"}"#
    private static let code = "7b7853811a6ac459522a87df7796ffe0e4ebd109ec8f3b0adccfd4723a5ccf3f"
    private static let time: Int64 = 1_749_416_383

    private static func isAuthentic(
        _ header: String?, after seconds: Int64 = 0, body: String = body, secrets: [String] = ["wsec_secret"]
    ) -> Bool {
        var headers = HeaderFields()
        if let header { headers.append("ElevenLabs-Signature", header) }
        return WebhookReaders.elevenLabs.isAuthentic(
            WebhookRequest(url: "https://example.com/", headers: headers, body: [UInt8](body.utf8)),
            ProviderSecrets(elevenLabsSecrets: secrets), at: Timestamp(microseconds: (time + seconds) * 1_000_000))
    }

    @Test(
        "the signature that OpenSSL makes is accepted",
        arguments: [
            "t=\(time),v0=\(code)", "v0=\(code),t=\(time)", "t=\(time), v0=\(code)", "t=\(time),v0=00,v0=\(code)",
            "t=\(time),v0=\(code),v1=something newer",
        ])
    func accepted(_ header: String) {
        #expect(Self.isAuthentic(header))
        #expect(Self.isAuthentic(header, secrets: ["older", "wsec_secret"]))
    }

    @Test(
        "any other is refused",
        arguments: [
            nil, "", code, "t=\(time)", "v0=\(code)", "t=\(time),v0=", "t=\(time),v1=\(code)",
            "t=\(time + 1),v0=\(code)",
            "t=,v0=\(code)", "t=now,v0=\(code)", "t=-\(time),v0=\(code)", "t=\(time),t=\(time),v0=\(code)",
            "t=99999999999999999999,v0=\(code)",
        ])
    func refused(_ header: String?) {
        #expect(!Self.isAuthentic(header))
    }

    @Test func `so is one of another body or secret, and any without a secret`() {
        let header = "t=\(Self.time),v0=\(Self.code)"
        #expect(!Self.isAuthentic(header, body: Self.body + " "))
        #expect(!Self.isAuthentic(header, secrets: ["another"]))
        #expect(!Self.isAuthentic(header, secrets: [""]))
        #expect(!Self.isAuthentic(header, secrets: []))
    }

    @Test(
        "it holds for half an hour, and isn't from the future",
        arguments: [(0, true), (1800, true), (1801, false), (-1800, true), (-1801, false)] as [(Int64, Bool)])
    func times(_ seconds: Int64, _ isAccepted: Bool) {
        #expect(Self.isAuthentic("t=\(Self.time),v0=\(Self.code)", after: seconds) == isAccepted)
    }

    @Test func `what we sign as ElevenLabs is what it would sign`() {
        let key = HMACKey(.sha256, key: Array("wsec_secret".utf8))
        let now = Timestamp(microseconds: Self.time * 1_000_000 + 999_999)
        let header = ElevenLabsSignature.sign(Array(Self.body.utf8), at: now, key: key)
        #expect(header == "t=\(Self.time),v0=\(Self.code)")
    }
}
