internal import Vocabulary

/// The fields of a Twilio webhook, from a form or a JSON object: texts that PostgreSQL can store.
struct TwilioFields {
    private let fields: [(name: String, value: String)]

    /// Reads a body by its content type. Bytes of a form that aren't UTF-8 become U+FFFD: the stored body keeps them.
    init(_ bytes: [UInt8], contentType: String?) throws(UnreadableDelivery) {
        guard Self.isForm(contentType: contentType) else {
            fields = try JSONObject(storable: bytes).members.compactMap { member in
                member.value.text.map { (name: member.name, value: $0) }
            }
            return
        }
        guard let form = FormFields(bytes) else { throw UnreadableDelivery("the form is malformed") }
        fields = form.fields.map { field in
            let name = String(decoding: field.name, as: UTF8.self).storable
            return (name: name, value: String(decoding: field.value, as: UTF8.self).storable)
        }
    }

    /// The first value of a field, unless it is empty.
    subscript(name: String) -> String? {
        guard let value = fields.first(where: { $0.name == name })?.value, !value.isEmpty else { return nil }
        return value
    }

    /// Whether there is such a field, be it empty.
    func contains(_ name: String) -> Bool {
        fields.contains { $0.name == name }
    }

    /// Whether a body of this type is a form, as all are that don't say otherwise.
    static func isForm(contentType: String?) -> Bool {
        guard let type = contentType?.prefix(while: { $0 != ";" }).lowercased() else { return true }
        return type.filter { !$0.isWhitespace } == "application/x-www-form-urlencoded"
    }
}
