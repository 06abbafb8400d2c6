internal import Cryptography
internal import Providers
internal import Vocabulary

/// Signs samples as the providers would, with the secrets that they share with us.
struct SampleSigner {
    let secrets: ProviderSecrets
    /// The public URL with its query.
    let url: String

    /// What the source would send of an occurrence.
    func request(
        _ occurrence: SampleOccurrence, source: Source, form: SampleEvent.Form = .real, hidesNumber: Bool = false
    ) throws(SampleError) -> WebhookRequest {
        switch source {
        case .twilio:
            let sample = TwilioSample(
                occurrence: occurrence, accountSID: secrets.twilioAccountSID, hidesNumber: hidesNumber)
            return try twilio(sample.body, idempotencyToken: occurrence.eventID)
        case .whatsApp:
            return try whatsApp(
                WhatsAppSample(occurrence: occurrence, hidesNumber: hidesNumber, count: form == .batch ? 3 : 1).body)
        case .elevenLabs:
            return try elevenLabs(ElevenLabsSample(occurrence: occurrence).body, at: occurrence.at)
        default:
            let isGuide = form == .guide
            return try respondIO(
                isGuide
                    ? RespondIOGuideSample(occurrence: occurrence).body : RespondIOSample(occurrence: occurrence).body,
                form)
        }
    }

    /// A webhook of ElevenLabs', signed with the time.
    private func elevenLabs(_ body: [UInt8], at now: Timestamp) throws(SampleError) -> WebhookRequest {
        guard let key = secrets.elevenLabsSecrets.first else { throw .noSecret(.elevenLabs) }
        let headers: HeaderFields = [
            "Content-Type": "application/json", "User-Agent": "ElevenLabs sample",
            "ElevenLabs-Signature": ElevenLabsSignature.sign(body, at: now, key: key),
        ]
        return WebhookRequest(url: url, headers: headers, body: body)
    }

    /// A webhook of WhatsApp's, signed with the app secret.
    private func whatsApp(_ body: [UInt8]) throws(SampleError) -> WebhookRequest {
        guard let key = secrets.whatsAppAppSecrets.first else { throw .noSecret(.whatsApp) }
        let headers: HeaderFields = [
            "Content-Type": "application/json", "User-Agent": "facebookexternalua sample",
            "X-Hub-Signature-256": "sha256=\(Hex.encode(key.authenticate(body)))",
        ]
        return WebhookRequest(url: url, headers: headers, body: body)
    }

    /// A Respond.io webhook, in its real form with base64 in `X-Webhook-Signature`, in the guide's with hexadecimal in
    /// `x-respond-io-signature`; or in the first header that is configured, if that one isn't.
    private func respondIO(_ body: [UInt8], _ form: SampleEvent.Form) throws(SampleError) -> WebhookRequest {
        let usual = form == .real ? "x-webhook-signature" : "x-respond-io-signature"
        let names = secrets.respondIOSignatureHeaders
        guard let key = secrets.respondIOKeys.first, let first = names.first else { throw .noSecret(.respondIO) }
        let code = key.authenticate(body)
        let headers: HeaderFields = [
            "Content-Type": "application/json", "User-Agent": "respond.io sample",
            names.first { $0.lowercased() == usual } ?? first: form == .real ? Base64.encode(code) : Hex.encode(code),
        ]
        return WebhookRequest(url: url, headers: headers, body: body)
    }

    /// A Twilio webhook, signed with the auth token, or the shared key where there is only that.
    private func twilio(_ body: [UInt8], idempotencyToken: String) throws(SampleError) -> WebhookRequest {
        var headers: HeaderFields = [
            "Content-Type": "application/x-www-form-urlencoded; charset=UTF-8", "User-Agent": "TwilioProxy/1.1 sample",
            "I-Twilio-Idempotency-Token": idempotencyToken,
        ]
        let key: HMACKey
        if let token = secrets.twilioAuthTokens.first {
            key = token
        } else if let shared = secrets.twilioSharedKeys.first {
            key = shared
            headers.append("X-Twilio-Webhooks-Signature-Settings", "key=sample,algorithm=HMAC_SHA256")
        } else {
            throw .noSecret(.twilio)
        }
        // A form of our own making is well-formed.
        headers.append("X-Twilio-Signature", TwilioSignature.sign(url: url, form: body, key: key) ?? "")
        return WebhookRequest(url: url, headers: headers, body: body)
    }
}
