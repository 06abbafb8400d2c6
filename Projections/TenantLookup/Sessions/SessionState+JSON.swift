import Vocabulary

// The columns "messages" and "orders".

extension SessionState.Message {
    static func text(_ messages: [Self]) -> String {
        JSON.array(
            messages.map {
                ["role": .string($0.role), "content": .string($0.content), "at": .string($0.at.description)]
            }
        ).spelling
    }

    /// Reads what `text` wrote; `nil` for anything else.
    static func list(_ text: String) -> [Self]? {
        SessionState.elements(text) { element in
            guard let role = element["role"]?.string, let content = element["content"]?.string,
                let at = element["at"]?.string.flatMap({ Timestamp($0) })
            else { return nil }
            return Self(role: role, content: content, at: at)
        }
    }
}

extension SessionState.Order {
    static func text(_ orders: [Self]) -> String {
        JSON.array(orders.map { ["id": .string($0.id), "at": .string($0.at.description)] }).spelling
    }

    /// Reads what `text` wrote; `nil` for anything else.
    static func list(_ text: String) -> [Self]? {
        SessionState.elements(text) { element in
            guard let id = element["id"]?.string, let at = element["at"]?.string.flatMap({ Timestamp($0) }) else {
                return nil
            }
            return Self(id: id, at: at)
        }
    }
}

extension SessionState {
    /// Reads an array all of whose elements can be read.
    fileprivate static func elements<Element>(_ text: String, _ read: (JSON) -> Element?) -> [Element]? {
        guard let elements = (try? JSON(parsing: text.utf8))?.array else { return nil }
        let read = elements.compactMap(read)
        return read.count == elements.count ? read : nil
    }
}

extension JSON {
    /// The value's JSON text.
    fileprivate var spelling: String { String(decoding: serialized(), as: UTF8.self) }
}

extension JSONObject {
    /// The object's JSON text.
    var text: String { JSON.object(self).spelling }

    /// Reads an object; `nil` for anything else.
    init?(text: String) {
        guard let object = (try? JSON(parsing: text.utf8))?.object else { return nil }
        self = object
    }
}
