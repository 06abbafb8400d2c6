import Providers
import Vocabulary

/// Bodies of WhatsApp's webhooks, in the form of Meta's reference.
enum WhatsAppPayloads {
    static let metadata = #""metadata":{"display_phone_number":"15550783881","phone_number_id":"106540352242922"}"#
    static let contacts = #""contacts":[{"profile":{"name":"Sheena Nelson"},"wa_id":"16505551234"}]"#

    /// A delivery of one change.
    static func value(_ members: String, field: String = "messages", metadata: String = metadata) -> [UInt8] {
        let change =
            #"{"value":{"messaging_product":"whatsapp",\#(metadata)\#(members.isEmpty ? "" : ",")\#(members)},"field":"\#(field)"}"#
        return delivery([change])
    }

    /// A delivery of these changes of one account.
    static func delivery(_ changes: [String]) -> [UInt8] {
        Array(
            #"{"object":"whatsapp_business_account","entry":[{"id":"102290129340398","changes":[\#(changes.joined(separator: ","))]}]}"#
                .utf8)
    }

    /// A delivery of one message with these members.
    static func message(_ members: String, contacts: String = contacts) -> [UInt8] {
        value(
            contacts
                + #","messages":[{"from":"16505551234","id":"wamid.HBgL1","timestamp":"1749416383",\#(members)}]"#)
    }

    static func request(_ body: [UInt8]) -> WebhookRequest {
        WebhookRequest(url: "https://example.com/", headers: ["Content-Type": "application/json"], body: body)
    }
}
