import Curl
import Vocabulary

/// A write as it is sent, the same each time it is sent.
struct PendingWrite: Hashable, Sendable {
    /// Its place among all writes of the queue.
    var number: UInt64
    /// The conversation that it belongs to. Writes of one are delivered in order.
    var session: String
    var method: HTTPMethod
    var path: String
    var body: [UInt8]
    /// Chosen once, so that the server records it once.
    var key: String
    /// The conversation's position that it depends on.
    var ifUnchangedSince: Int64?
    var madeAt: Timestamp

    static let openings = "/api/v1/conversations"

    /// Whether it begins its conversation.
    var isOpening: Bool { path == Self.openings }

    /// Who the conversation that it begins is with.
    var person: Person? {
        guard isOpening, let fields = try? JSON(parsing: body), let phone = fields["userPhone"]?.string else {
            return nil
        }
        return Person(
            phone: phone, subDomain: fields["subDomain"]?.string, localID: fields["localId"]?.string,
            botID: fields["botId"]?.string)
    }

    /// What it takes of the queue's bytes.
    var cost: Int { body.count }
}

extension PendingWrite {
    /// As a line of the journal has it. The body is a text, so that not a byte of it is changed by being read.
    var record: JSONObject {
        var record: JSONObject = [
            "write": .integer(Int64(number)), "session": .string(session), "method": .string(method.rawValue),
            "path": .string(path), "key": .string(key), "made": .string(madeAt.description),
        ]
        record["if_unchanged_since"] = ifUnchangedSince.map(JSON.integer)
        record["body"] = .string(String(decoding: body, as: UTF8.self))
        return record
    }

    /// Reads what ``record`` wrote; `nil` for anything else.
    init?(record: JSON) {
        guard let number = record["write"]?.integer, number >= 0, let session = record["session"]?.string,
            let method = record["method"]?.string.flatMap(HTTPMethod.init(rawValue:)),
            let path = record["path"]?.string, let key = record["key"]?.string,
            let madeAt = record["made"]?.string.flatMap({ Timestamp($0) }), let body = record["body"]?.string
        else { return nil }
        self.number = UInt64(number)
        self.session = session
        self.method = method
        self.path = path
        self.key = key
        self.madeAt = madeAt
        self.body = Array(body.utf8)
        ifUnchangedSince = record["if_unchanged_since"]?.integer
    }
}
