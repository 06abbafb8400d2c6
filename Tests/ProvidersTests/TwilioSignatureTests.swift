import Providers
import Testing
import Vocabulary

struct TwilioSignatureTests {
    private static func request(
        _ url: String, _ body: String, signature: String?, contentType: String? = "application/x-www-form-urlencoded",
        settings: String? = nil
    ) -> WebhookRequest {
        var headers: HeaderFields = [:]
        if let contentType { headers.append("Content-Type", contentType) }
        if let signature { headers.append("X-Twilio-Signature", signature) }
        if let settings { headers.append("X-Twilio-Webhooks-Signature-Settings", settings) }
        return WebhookRequest(url: url, headers: headers, body: [UInt8](body.utf8))
    }

    private static func isAuthentic(_ request: WebhookRequest, _ secrets: ProviderSecrets) -> Bool {
        WebhookReaders.twilio.isAuthentic(request, secrets, at: Timestamp(microseconds: 0))
    }

    // The example of Twilio's documentation and libraries.
    private static let url = "https://mycompany.com/myapp.php?foo=1&bar=2"
    private static let body =
        "CallSid=CA1234567890ABCDE&Caller=%2B14158675309&Digits=1234&From=%2B14158675309&To=%2B18005551212"
    private static let signature = "RSOYDt4T1cUTdK1PDd93/VVr8B8="
    private static let signature256 = "033hgUJA9M/hXIZsYjwkerEP/DBm35nEri5FhCYjA5s="
    private static let secrets = ProviderSecrets(twilioAuthTokens: ["12345"])
    private static let sharedSecrets = ProviderSecrets(twilioSharedKeys: ["12345"])

    @Test func `Twilio's own example is authentic`() {
        #expect(Self.isAuthentic(Self.request(Self.url, Self.body, signature: Self.signature), Self.secrets))
        let charset = "application/x-www-form-urlencoded; charset=UTF-8"
        let request = Self.request(Self.url, Self.body, signature: Self.signature, contentType: charset)
        #expect(Self.isAuthentic(request, Self.secrets))
        #expect(
            Self.isAuthentic(
                Self.request(Self.url, Self.body, signature: Self.signature, contentType: nil), Self.secrets))
    }

    @Test(
        "the settings header says which algorithm and key",
        arguments: [
            ("key=webhooks_sharedkey_1,algorithm=HMAC_SHA256", signature256, false, true),
            (" algorithm = hmac_sha256 , key=x", signature256, false, true),
            ("key=x,algorithm=HMAC_SHA1", signature, true, false), ("key=x", signature, true, false),
            ("", signature, true, false),
            ("algorithm=", signature, true, false), ("key=x,algorithm=HMAC_SHA512", signature, false, false),
            ("algorithm=none", signature, false, false), ("key=x,algorithm=HMAC_SHA256", signature, false, false),
            ("key=x,algorithm=HMAC_SHA1", signature256, false, false),
        ])
    func settings(_ settings: String, _ signature: String, _ byToken: Bool, _ bySharedKey: Bool) {
        let request = Self.request(Self.url, Self.body, signature: signature, settings: settings)
        #expect(Self.isAuthentic(request, Self.secrets) == byToken)
        #expect(Self.isAuthentic(request, Self.sharedSecrets) == bySharedKey)
    }

    @Test("the verdict is that of Twilio's Python library", arguments: TwilioVectors.all.indices)
    func vectors(_ index: Int) {
        let vector = TwilioVectors.all[index]
        let settings = vector.algorithm == "-" ? nil : "key=k,algorithm=\(vector.algorithm)"
        let request = Self.request(
            vector.url, vector.body, signature: vector.signature, contentType: vector.contentType, settings: settings)
        let secrets = ProviderSecrets(twilioAuthTokens: [vector.key], twilioSharedKeys: [vector.key])
        #expect(Self.isAuthentic(request, secrets) == vector.isAuthentic)
    }

    @Test(
        "without the right signature nothing is authentic",
        arguments: [
            nil, "", " ", "RSOYDt4T1cUTdK1PDd93/VVr8B8", "RSOYDt4T1cUTdK1PDd93/VVr8B8=\n",
            "rSOYDt4T1cUTdK1PDd93/VVr8B8=", "RSOYDt4T1cUTdK1PDd93",
            "====", "RSOYDt4T1cUTdK1PDd93/VVr8B9=", "AAAAAAAAAAAAAAAAAAAAAAAAAAA=",
        ] as [String?])
    func wrongSignatures(_ signature: String?) {
        #expect(!Self.isAuthentic(Self.request(Self.url, Self.body, signature: signature), Self.secrets))
    }

    @Test func `a signature holds for one URL and one form`() {
        let others = [
            (Self.url + "&x=1", Self.body), ("http://mycompany.com/myapp.php?foo=1&bar=2", Self.body),
            ("https://mycompany.com:8443/other", Self.body), (Self.url, Self.body + "&More=1"), (Self.url, ""),
            (Self.url, Self.body.replacing("1234&", with: "1235&")), (Self.url, Self.body + "%"),
            (Self.url, Self.body + "&a=%zz"),
        ]
        for (url, body) in others {
            #expect(!Self.isAuthentic(Self.request(url, body, signature: Self.signature), Self.secrets))
        }
    }

    @Test func `the order of fields and their repetition don't count`() {
        let reordered =
            "To=%2B18005551212&From=%2b14158675309&Digits=1234&Digits=1234&Caller=%2B14158675309&CallSid=CA1234567890ABCDE&&"
        #expect(Self.isAuthentic(Self.request(Self.url, reordered, signature: Self.signature), Self.secrets))
    }

    @Test func `any of several tokens will do, and none never`() {
        let request = Self.request(Self.url, Self.body, signature: Self.signature)
        #expect(Self.isAuthentic(request, ProviderSecrets(twilioAuthTokens: ["old", "12345"])))
        #expect(!Self.isAuthentic(request, ProviderSecrets(twilioAuthTokens: ["old"])))
        #expect(!Self.isAuthentic(request, ProviderSecrets()))
        #expect(!Self.isAuthentic(request, ProviderSecrets(respondIOKeys: ["12345"])))
        // HMAC-SHA-1 under an empty key, which anybody can make.
        let forged = Self.request("https://example.com/", "", signature: "AnYSCIwbEGO6Go13MlRiV+uBY6g=")
        #expect(!Self.isAuthentic(forged, ProviderSecrets(twilioAuthTokens: [""])))
        #expect(!ProviderSecrets(twilioAuthTokens: ["", ""]).isConfigured(for: .twilio))
        #expect(Self.secrets.isConfigured(for: .twilio) && Self.sharedSecrets.isConfigured(for: .twilio))
        #expect(!Self.secrets.isConfigured(for: .respondIO))
    }

    @Test func `a body that isn't a form needs its digest in the query`() throws {
        let vector = try #require(TwilioVectors.all.first { $0.isAuthentic && $0.contentType == "application/json" })
        let secrets = ProviderSecrets(twilioAuthTokens: [vector.key], twilioSharedKeys: [vector.key])
        let settings = vector.algorithm == "-" ? nil : "algorithm=\(vector.algorithm)"
        func request(_ body: String, _ contentType: String) -> WebhookRequest {
            Self.request(vector.url, body, signature: vector.signature, contentType: contentType, settings: settings)
        }
        #expect(Self.isAuthentic(request(vector.body, "application/json; charset=utf-8"), secrets))
        #expect(Self.isAuthentic(request(vector.body, "text/plain"), secrets))
        #expect(!Self.isAuthentic(request(vector.body + " ", "application/json"), secrets))
        #expect(!Self.isAuthentic(request("", "application/json"), secrets))
        #expect(!Self.isAuthentic(request(vector.body, "application/x-www-form-urlencoded"), secrets))
        // Without a digest the signature would cover the URL alone.
        let bare = Self.request(
            "https://example.com/", "{\"MessageSid\":\"SM1\"}", signature: "TXuZJhjWZUJzE+PO8qGu+QD2va0=",
            contentType: "application/json")
        #expect(!Self.isAuthentic(bare, Self.secrets))
    }

    @Test func `secrets don't show in a description`() {
        let secrets = ProviderSecrets(
            respondIOKeys: ["hush-1"], twilioAuthTokens: ["hush-2"], twilioSharedKeys: ["hush-3"])
        #expect(!"\(secrets)".contains("hush"))
        #expect(!String(reflecting: secrets).contains("hush"))
    }
}
