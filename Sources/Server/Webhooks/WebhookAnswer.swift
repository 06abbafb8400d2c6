import Hummingbird
import Ingest
import Vocabulary

extension Response {
    /// What respond.io's integrations answer: `{"status":"ok","event":"message.received"}`.
    init(respondIO acceptance: Acceptance) {
        self.init(json: ["status": "ok", "event": acceptance.eventName.map(JSON.string) ?? .null])
    }

    /// TwiML that asks for nothing: Twilio would send any other text to the contact.
    static var emptyTwiML: Response {
        Response(bytes: Array(#"<?xml version="1.0" encoding="UTF-8"?><Response></Response>"#.utf8), type: "text/xml")
    }
}
