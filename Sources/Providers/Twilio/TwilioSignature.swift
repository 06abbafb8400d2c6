package import Cryptography

/// Twilio's `X-Twilio-Signature`, as `RequestValidator` of its Python library (9.13.0) computes it.
///
/// It is base64 of an HMAC over the URL and, of each form field in the order of the names, its distinct values in order, each
/// behind its name. The key is an auth token (SHA-1), or a shared key when `X-Twilio-Webhooks-Signature-Settings` names SHA-256.
/// Any other body than a form is covered by its SHA-256 in the query, `bodySHA256`, which we insist on: without it the
/// signature of one such body would do for all.
package enum TwilioSignature {
    static func isAuthentic(_ request: WebhookRequest, _ secrets: ProviderSecrets) -> Bool {
        let keys = keys(request.headers["x-twilio-webhooks-signature-settings"], secrets)
        guard !keys.isEmpty, let signature = request.headers["x-twilio-signature"].flatMap({ Base64.decode($0) })
        else { return false }
        let url = TwilioURL(text: request.url)
        let parameters: [UInt8]
        if TwilioFields.isForm(contentType: request.headers["content-type"]) {
            guard let form = FormFields(request.body) else { return false }
            parameters = signedText(of: form)
        } else {
            guard carriesDigest(of: request.body, url) else { return false }
            parameters = []
        }
        return url.spellings.contains { spelling in
            let message = [[UInt8](spelling.utf8), parameters]
            return keys.contains { constantTimeEqual($0.authenticate(message), signature) }
        }
    }

    /// The signature of a form under one key, as Twilio would sign it: for whoever plays its part.
    package static func sign(url: String, form: [UInt8], key: HMACKey) -> String? {
        FormFields(form).map { Base64.encode(key.authenticate([[UInt8](url.utf8), signedText(of: $0)])) }
    }

    /// The keys of the algorithm that the settings header names; none for one that isn't known.
    private static func keys(_ settings: String?, _ secrets: ProviderSecrets) -> [HMACKey] {
        guard let settings else { return secrets.twilioAuthTokens }
        for setting in settings.split(separator: ",") {
            let parts = setting.split(separator: "=", maxSplits: 1).map { $0.filter { !$0.isWhitespace } }
            guard parts.count == 2, parts[0] == "algorithm", !parts[1].isEmpty else { continue }
            return switch parts[1].uppercased() {
            case "HMAC_SHA1": secrets.twilioAuthTokens
            case "HMAC_SHA256": secrets.twilioSharedKeys
            default: []
            }
        }
        return secrets.twilioAuthTokens
    }

    private static func signedText(of form: FormFields) -> [UInt8] {
        let bytes = form.bytes
        let fields = form.fields.sorted { a, b in
            let (name, other) = (bytes[a.name], bytes[b.name])
            return name == other
                ? bytes[a.value].lexicographicallyPrecedes(bytes[b.value]) : name.lexicographicallyPrecedes(other)
        }
        var text: [UInt8] = []
        text.reserveCapacity(bytes.count)
        var last: FormFields.Field?
        for field in fields {
            if let last, bytes[last.name] == bytes[field.name], bytes[last.value] == bytes[field.value] { continue }
            text += bytes[field.name]
            text += bytes[field.value]
            last = field
        }
        return text
    }

    private static func carriesDigest(of body: [UInt8], _ url: TwilioURL) -> Bool {
        guard let claimed = FormFields(url.query)?["bodySHA256"] else { return false }
        return constantTimeEqual(Array(claimed), [UInt8](SHA256.hash(body).hex.utf8))
    }
}
