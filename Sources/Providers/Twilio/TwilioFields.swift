internal import Vocabulary

/// The fields of a Twilio webhook: texts that PostgreSQL can store.
enum TwilioFields {
    case form(FormFields)
    case object(JSONObject)

    /// Reads a body by its content type.
    init(_ bytes: [UInt8], contentType: String?) throws(UnreadableDelivery) {
        guard Self.isForm(contentType: contentType) else {
            self = .object(try JSONObject(storable: bytes))
            return
        }
        guard let form = FormFields(bytes) else { throw UnreadableDelivery("the form is malformed") }
        self = .form(form)
    }

    /// The first value of a field, unless it is empty. Bytes of a form that aren't UTF-8 become U+FFFD: the stored body keeps
    /// them.
    subscript(name: String) -> String? {
        switch self {
        case .object(let object):
            return object.text(name)
        case .form(let form):
            guard let value = form[name], !value.isEmpty else { return nil }
            return String(decoding: value, as: UTF8.self).storable
        }
    }

    /// Whether there is such a field, be it empty.
    func contains(_ name: String) -> Bool {
        switch self {
        case .object(let object): object[name]?.text != nil
        case .form(let form): form[name] != nil
        }
    }

    /// Whether a body of this type is a form, as all are that don't say otherwise.
    static func isForm(contentType: String?) -> Bool {
        guard let contentType else { return true }
        let type = contentType.lowercasedASCII.utf8.prefix { $0 != UInt8(ascii: ";") }
        return type.lazy.filter { $0 > 0x20 }.elementsEqual("application/x-www-form-urlencoded".utf8)
    }
}
