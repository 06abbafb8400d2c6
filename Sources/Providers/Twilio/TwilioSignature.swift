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
        for setting in (settings ?? "").split(separator: ",") {
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
        let fields = form.fields.sorted { a, b in
            a.name == b.name ? a.value.lexicographicallyPrecedes(b.value) : a.name.lexicographicallyPrecedes(b.name)
        }
        var text: [UInt8] = []
        for (index, field) in fields.enumerated() {
            if index > 0, fields[index - 1].name == field.name, fields[index - 1].value == field.value { continue }
            text += field.name
            text += field.value
        }
        return text
    }

    private static func carriesDigest(of body: [UInt8], _ url: TwilioURL) -> Bool {
        let query = FormFields(url.query)?.fields ?? []
        guard let claimed = query.first(where: { $0.name.elementsEqual("bodySHA256".utf8) }) else { return false }
        return constantTimeEqual(claimed.value, [UInt8](SHA256.hash(body).hex.utf8))
    }
}
