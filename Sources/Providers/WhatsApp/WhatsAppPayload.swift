internal import Vocabulary

/// The body of a WhatsApp webhook: accounts, their changes, and in these what happened.
struct WhatsAppPayload {
    /// What changed at a business account.
    struct Change {
        /// The fields of the account, but for its changes.
        var account: JSONObject
        /// `messages`, `smb_message_echoes`, …
        var field: String
        var value: JSONObject

        /// The id of the business number that it is about.
        var numberID: String? { value.object("metadata")?.text("phone_number_id") }
    }

    /// A message, a status or an echo, before anybody looked into it.
    struct Element {
        var form: WhatsAppPart.Form
        var value: JSON
        var change: Change

        /// A webhook's body of the same form that holds nothing else.
        ///
        /// - Parameter people: the contacts that it is to tell of; those of the change unless they are given.
        func payload(people: [JSON]? = nil) -> JSON {
            var change = change
            for other in WhatsAppPart.Form.allCases { change.value[other.rawValue] = nil }
            if let people { change.value["contacts"] = .array(people) }
            change.value[form.rawValue] = [value]
            return WhatsAppPayload.payload(of: [change])
        }
    }

    let changes: [Change]

    private static let object = "whatsapp_business_account"

    /// - Throws: `UnreadableDelivery` when it isn't of a business account, or has another structure.
    init(_ bytes: [UInt8]) throws(UnreadableDelivery) {
        let root = try JSONObject(storable: bytes)
        guard root.text("object") == Self.object else {
            throw UnreadableDelivery("the webhook is not of a WhatsApp Business Account")
        }
        guard let accounts = root["entry"]?.array else { throw UnreadableDelivery("the webhook has no entries") }
        var changes: [Change] = []
        for account in accounts {
            guard var fields = account.object, let list = fields["changes"]?.array else {
                throw UnreadableDelivery("an entry of the webhook has no changes")
            }
            fields["changes"] = nil
            for item in list {
                guard let value = item.object?.object("value"), let field = item.object?.text("field") else {
                    throw UnreadableDelivery("a change of the webhook has no field or no value")
                }
                changes.append(Change(account: fields, field: field, value: value))
            }
        }
        self.changes = changes
    }

    /// Everything in it that is an event, in its order.
    var elements: [Element] {
        changes.flatMap { change in
            WhatsAppPart.Form.allCases.flatMap { form in
                (change.value[form.rawValue]?.array ?? []).map { Element(form: form, value: $0, change: change) }
            }
        }
    }

    /// A webhook's body with nothing but these changes.
    static func payload(of changes: [Change]) -> JSON {
        let entries = changes.map { change in
            var account = change.account
            account["changes"] = [["value": .object(change.value), "field": .string(change.field)]]
            return JSON.object(account)
        }
        return ["object": .string(object), "entry": .array(entries)]
    }
}
