package import Cryptography
package import Vocabulary

/// `ElevenLabs-Signature`: `t=<seconds since 1970>,v0=<hexadecimal>`, as `webhooks.construct_event` of its Python library (2.78.0)
/// checks it.
///
/// It is an HMAC-SHA-256 of the time, a point and the raw body. There may be several, while one secret replaces another.
package enum ElevenLabsSignature {
    /// How far the time may be from ours. ElevenLabs allows as much for the past; a time far ahead would let a delivery be replayed for
    /// as long.
    private static let tolerance = Duration.seconds(30 * 60)

    static func isAuthentic(_ request: WebhookRequest, _ secrets: ProviderSecrets, at now: Timestamp) -> Bool {
        guard let header = request.headers["elevenlabs-signature"] else { return false }
        var (times, signatures): ([String], [[UInt8]]) = ([], [])
        for part in header.split(separator: ",") {
            let part = part.drop { $0 == " " }
            if part.hasPrefix("t=") { times.append(String(part.dropFirst(2))) }
            if part.hasPrefix("v0="), let code = Hex.decode(String(part.dropFirst(3))) { signatures.append(code) }
        }
        guard times.count == 1, let seconds = Int64(times[0]), isNear(seconds, now) else { return false }
        let message = [[UInt8]("\(times[0]).".utf8), request.body]
        return secrets.elevenLabsSecrets.contains { key in
            let code = key.authenticate(message)
            return signatures.contains { constantTimeEqual($0, code) }
        }
    }

    private static func isNear(_ seconds: Int64, _ now: Timestamp) -> Bool {
        guard seconds >= 0, let time = Timestamp(seconds: seconds) else { return false }
        return time <= now.advanced(by: tolerance) && now <= time.advanced(by: tolerance)
    }

    /// The header that ElevenLabs would send: for whoever plays its part.
    package static func sign(_ body: [UInt8], at now: Timestamp, key: HMACKey) -> String {
        let seconds = now.microseconds / 1_000_000
        return "t=\(seconds),v0=\(Hex.encode(key.authenticate([[UInt8]("\(seconds).".utf8), body])))"
    }
}
