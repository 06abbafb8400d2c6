internal import Vocabulary

// PostgreSQL's text and jsonb hold any character but U+0000. The ledger's bytes keep it; what is read from them, and ends
// in tables, has U+FFFD instead. All texts of facts come through here.

extension String {
    /// The text as PostgreSQL can store it.
    var storable: String {
        guard utf8.contains(0) else { return self }
        return String(String.UnicodeScalarView(unicodeScalars.map { $0 == "\0" ? "\u{FFFD}" : $0 }))
    }
}

extension JSONObject {
    /// The JSON object in `bytes`, with texts that PostgreSQL can store.
    ///
    /// - Throws: `UnreadableDelivery` when the bytes aren't JSON, or no object.
    init(storable bytes: [UInt8]) throws(UnreadableDelivery) {
        let value: JSON
        do throws(JSONError) {
            value = try JSON(parsing: bytes)
        } catch {
            throw UnreadableDelivery("the body is not JSON: \(error)")
        }
        guard case .object(let object) = value else { throw UnreadableDelivery("the body is not a JSON object") }
        // In JSON the character can only be written as an escape: most bodies needn't be looked through.
        self = Self.mayHoldNUL(bytes) ? object.storable : object
    }

    private static func mayHoldNUL(_ bytes: [UInt8]) -> Bool {
        bytes.withUnsafeBufferPointer { bytes in
            guard bytes.count >= 6 else { return false }
            for start in 0...bytes.count - 6 where bytes[start] == UInt8(ascii: "\\") {
                let digits = bytes[start + 2..<start + 6]
                if bytes[start + 1] == UInt8(ascii: "u"), digits.allSatisfy({ $0 == UInt8(ascii: "0") }) { return true }
            }
            return false
        }
    }

    private var storable: JSONObject {
        var object = JSONObject()
        for member in members { object[member.name.storable] = Self.storable(member.value) }
        return object
    }

    private static func storable(_ value: JSON) -> JSON {
        switch value {
        case .null, .bool, .integer, .decimal: value
        case .string(let text): .string(text.storable)
        case .array(let elements): .array(elements.map(storable))
        case .object(let object): .object(object.storable)
        }
    }
}
