import Logging
import Vocabulary

/// A line of the log as a JSON object.
struct JSONLine {
    private(set) var bytes: [UInt8] = []

    init(_ record: LogRecord) {
        bytes.reserveCapacity(256)
        var members: [(String, JSON)] = [
            ("time", .string(record.time.description)), ("level", .string(record.level.rawValue)),
            ("message", .string(record.message)),
        ]
        for (name, value) in record.namedFields { members.append((name, Self.json(value))) }
        JSON.object(JSONObject(members)).append(to: &bytes)
        bytes.append(UInt8(ascii: "\n"))
    }

    /// Numbers are numbers where the program has numbers. A text stays a text even when it looks like one: a field that is
    /// sometimes the one and sometimes the other is what collectors drop.
    private static func json(_ value: Logger.MetadataValue) -> JSON {
        switch value {
        case .string(let text): .string(text)
        case .stringConvertible(let value as any BinaryInteger):
            Int64(exactly: value).map(JSON.integer) ?? .string("\(value)")
        case .stringConvertible(let value as Double) where value.isFinite: .decimal("\(value)")
        case .stringConvertible(let value): .string("\(value)")
        case .array(let values): .array(values.map(json))
        case .dictionary(let members):
            .object(JSONObject(members.sorted { $0.key < $1.key }.map { ($0.key, json($0.value)) }))
        }
    }
}
