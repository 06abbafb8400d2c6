/// What an event holds in its sealed body, before sealing.
///
/// The bytes begin with a format byte. `0x01` is a delivery as it arrived: a big-endian 32-bit length, that many bytes of
/// JSON object with the headers that matter, and the verbatim bytes. `0x02` is Daybook's own JSON, verbatim.
package enum EventBody: Hashable, Sendable {
    /// The bytes that arrived, untouched, with the headers (and such facts of the transport) that a reader needs.
    case verbatim(headers: JSONObject, bytes: [UInt8])
    /// Daybook's own record: a JSON object whose `schema` names the fact's schema version.
    case record([UInt8])

    /// The plain bytes that are sealed.
    package var encoded: [UInt8] {
        switch self {
        case .verbatim(let headers, let bytes):
            let header = JSON.object(headers).serialized()
            var encoded: [UInt8] = [0x01]
            encoded.reserveCapacity(5 + header.count + bytes.count)
            withUnsafeBytes(of: UInt32(header.count).bigEndian) { encoded.append(contentsOf: $0) }
            encoded.append(contentsOf: header)
            encoded.append(contentsOf: bytes)
            return encoded
        case .record(let json):
            return [0x02] + json
        }
    }

    /// Reads what `encoded` wrote.
    ///
    /// - Throws: `MalformedBody` when the bytes were not written by `encoded`.
    package init(encoded: [UInt8]) throws(MalformedBody) {
        switch encoded.first {
        case 0x01:
            guard encoded.count >= 5 else { throw MalformedBody() }
            let length = Int(encoded[1..<5].reduce(UInt32(0)) { $0 << 8 | UInt32($1) })
            guard encoded.count - 5 >= length, case .object(let headers)? = try? JSON(parsing: encoded[5..<5 + length])
            else { throw MalformedBody() }
            self = .verbatim(headers: headers, bytes: Array(encoded[(5 + length)...]))
        case 0x02:
            self = .record(Array(encoded.dropFirst()))
        default:
            throw MalformedBody()
        }
    }

    /// The part that says what happened: two deliveries of the same content may differ in their headers.
    package var content: [UInt8] {
        switch self {
        case .verbatim(_, let bytes): bytes
        case .record(let json): json
        }
    }

    /// The body of an event isn't one that Daybook wrote.
    package struct MalformedBody: Error, CustomStringConvertible {
        package var description: String { "the event's body is not in a format that Daybook writes" }
    }
}
