import HTTPTypes
import Vocabulary

/// A way to say who is calling.
enum SecurityScheme: String, CaseIterable, Sendable {
    case bearer, apiKey
    case respondIO = "respondIOSignature"
    case respondIOGuide = "respondIOGuideSignature"
    case twilio = "twilioSignature"
    case whatsApp = "whatsAppSignature"
    case whatsAppToken = "whatsAppVerifyToken"
    case elevenLabs = "elevenLabsSignature"

    /// How a source signs; none for one that has no webhooks.
    static func of(_ source: Source, _ method: HTTPRequest.Method) -> [SecurityScheme] {
        switch source {
        case .respondIO: [.respondIO, .respondIOGuide]
        case .twilio: [.twilio]
        case .whatsApp: method == .get ? [.whatsAppToken] : [.whatsApp]
        case .elevenLabs: [.elevenLabs]
        case .izer, .agent, .sheets, .daybook: []
        }
    }

    var definition: JSON {
        switch self {
        case .bearer:
            [
                "type": "http", "scheme": "bearer", "bearerFormat": "dbk_<id>_<secret>", "description": .string(text),
            ]
        default:
            [
                "type": "apiKey", "in": self == .whatsAppToken ? "query" : "header", "name": .string(name),
                "description": .string(text),
            ]
        }
    }

    private var name: String {
        switch self {
        case .bearer: "Authorization"
        case .apiKey: "X-API-Key"
        case .respondIO: "X-Webhook-Signature"
        case .respondIOGuide: "x-respond-io-signature"
        case .twilio: "X-Twilio-Signature"
        case .whatsApp: "X-Hub-Signature-256"
        case .whatsAppToken: "hub.verify_token"
        case .elevenLabs: "ElevenLabs-Signature"
        }
    }

    private var text: String {
        switch self {
        case .bearer:
            "An API key: `daybook keys create --scope inbox`. Scopes: \(Scope.allCases.map { "`\($0)`" }.joined(separator: ", ")); `admin` has all."
        case .apiKey: "The same key in a header of its own."
        case .respondIO:
            "HMAC-SHA-256 of the raw body under one of respond.io's signing keys, in base64 or hexadecimal."
        case .respondIOGuide: "The same under the name that respond.io's integration guide has."
        case .twilio:
            "HMAC-SHA-1 of the public URL and the form's fields under the auth token, in base64; HMAC-SHA-256 where `X-Twilio-Webhooks-Signature-Settings` says so."
        case .whatsApp: "`sha256=` and HMAC-SHA-256 of the raw body under the Meta app's secret, in hexadecimal."
        case .whatsAppToken: "The text of `WHATSAPP_VERIFY_TOKEN`, which Meta shows when it subscribes."
        case .elevenLabs:
            "`t=<seconds since 1970>,v0=<hexadecimal>`: HMAC-SHA-256 of the time, a point and the raw body. The time may be 30 minutes off."
        }
    }
}
