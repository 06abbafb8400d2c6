import Glibc
import Vocabulary

/// What the server refused for good after its caller had been told that it is queued: a JSON object a line, for a person to look at.
struct RefusedFile: ~Copyable {
    private let path: String
    private let limit: Int
    private var file: OpenFile
    private var length: Int

    static let name = "refused.jsonl"

    /// - Parameter limit: in bytes. A file that has grown beyond it becomes `refused.jsonl.1`, in the place of the one before.
    init(in folder: String, limit: Int) throws(FileError) {
        let path = "\(folder)/\(Self.name)"
        let file = try OpenFile(path)
        let length = try file.length
        self.path = path
        self.limit = limit
        self.file = file
        self.length = length
    }

    mutating func append(_ lines: [JSONObject]) throws(FileError) {
        if length > limit {
            guard rename(path, "\(path).1") == 0 else { throw FileError() }
            file = try OpenFile(path)
            length = 0
        }
        var bytes: [UInt8] = []
        for line in lines {
            JSON.object(line).append(to: &bytes)
            bytes.append(0x0A)
        }
        do throws(FileError) {
            try file.write(bytes, at: length)
            try file.sync()
        } catch {
            try? file.truncate(to: length)
            throw error
        }
        length += bytes.count
    }

    static func line(_ write: PendingWrite, _ refusal: Refusal, at moment: Timestamp) -> JSONObject {
        var line: JSONObject = ["refused": .string(moment.description), "code": .string(refusal.code.rawValue)]
        line["status"] = refusal.status.map { .integer(Int64($0)) }
        line["server_code"] = refusal.serverCode.map(JSON.string)
        line["message"] = .string(refusal.message)
        line["write"] = .object(write.record)
        return line
    }

    /// A line of the journal that isn't as it was written.
    static func line(damaged text: [UInt8], at moment: Timestamp) -> JSONObject {
        [
            "refused": .string(moment.description), "code": "damaged",
            "message": "This line of the journal was changed after it had been written.",
            "line": .string(String(decoding: text, as: UTF8.self)),
        ]
    }
}
