/// Reads one JSON text from left to right.
struct JSONParser {
    // Lives only as long as the call that lends the bytes.
    let bytes: UnsafeBufferPointer<UInt8>
    var offset = 0
    private var depthLeft: Int

    init(_ bytes: UnsafeBufferPointer<UInt8>, depthLimit: Int) {
        self.bytes = bytes
        depthLeft = depthLimit
    }

    mutating func parse() throws(JSONError) -> JSON {
        let value = try value()
        skipWhiteSpace()
        guard offset == bytes.count else { throw JSONError(.trailingBytes, at: offset) }
        return value
    }

    private mutating func value() throws(JSONError) -> JSON {
        skipWhiteSpace()
        switch try peek() {
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "{"): return .object(try object())
        case UInt8(ascii: "["): return .array(try array())
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
        case UInt8(ascii: "t"): return try literal("true", .bool(true))
        case UInt8(ascii: "f"): return try literal("false", .bool(false))
        case UInt8(ascii: "n"): return try literal("null", .null)
        default: throw JSONError(.unexpectedByte, at: offset)
        }
    }

    private mutating func object() throws(JSONError) -> JSONObject {
        try descend()
        var members: [JSONObject.Member] = []
        skipWhiteSpace()
        if try peek() != UInt8(ascii: "}") {
            repeat {
                skipWhiteSpace()
                guard try peek() == UInt8(ascii: "\"") else { throw JSONError(.unexpectedByte, at: offset) }
                let name = try string()
                skipWhiteSpace()
                guard try skip(UInt8(ascii: ":")) else { throw JSONError(.unexpectedByte, at: offset) }
                members.append(JSONObject.Member(name: name, value: try value()))
                skipWhiteSpace()
            } while try skip(UInt8(ascii: ","))
        }
        guard try skip(UInt8(ascii: "}")) else { throw JSONError(.unexpectedByte, at: offset) }
        depthLeft += 1
        guard let object = JSONObject(unchecked: members) else { throw JSONError(.repeatedName, at: offset) }
        return object
    }

    private mutating func array() throws(JSONError) -> [JSON] {
        try descend()
        var elements: [JSON] = []
        skipWhiteSpace()
        if try peek() != UInt8(ascii: "]") {
            repeat {
                elements.append(try value())
                skipWhiteSpace()
            } while try skip(UInt8(ascii: ","))
        }
        guard try skip(UInt8(ascii: "]")) else { throw JSONError(.unexpectedByte, at: offset) }
        depthLeft += 1
        return elements
    }

    /// Goes past the opening bracket, one level deeper.
    private mutating func descend() throws(JSONError) {
        guard depthLeft > 0 else { throw JSONError(.tooDeep, at: offset) }
        depthLeft -= 1
        offset += 1
    }

    private mutating func literal(_ name: StaticString, _ value: JSON) throws(JSONError) -> JSON {
        for place in 0..<name.utf8CodeUnitCount {
            guard try peek() == name.utf8Start[place] else { throw JSONError(.unexpectedByte, at: offset) }
            offset += 1
        }
        return value
    }

    private mutating func skipWhiteSpace() {
        while offset < bytes.count {
            switch bytes[offset] {
            case 0x20, 0x09, 0x0A, 0x0D: offset += 1
            default: return
            }
        }
    }

    func peek() throws(JSONError) -> UInt8 {
        guard offset < bytes.count else { throw JSONError(.unexpectedEnd, at: offset) }
        return bytes[offset]
    }

    /// Goes past the next byte if it is this one.
    mutating func skip(_ byte: UInt8) throws(JSONError) -> Bool {
        guard try peek() == byte else { return false }
        offset += 1
        return true
    }
}
