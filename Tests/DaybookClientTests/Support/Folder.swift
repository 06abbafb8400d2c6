import Glibc

/// A folder of a test's own, and what lies in it.
struct Folder: Sendable {
    let path: String

    init() throws {
        var template = Array("/tmp/daybook-client-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw Missing() }
        path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    static func with<R>(_ body: (Folder) async throws -> R) async throws -> R {
        let folder = try Folder()
        defer { folder.remove() }
        return try await body(folder)
    }

    /// The queue's folder, which a client makes.
    var queue: String { "\(path)/queue" }

    func bytes(_ name: String) -> [UInt8] {
        guard let file = fopen("\(path)/\(name)", "r") else { return [] }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = fread(&buffer, 1, buffer.count, file)
            if count == 0 { return bytes }
            bytes += buffer[..<count]
        }
    }

    func text(_ name: String) -> String { String(decoding: bytes(name), as: UTF8.self) }

    func write(_ bytes: [UInt8], to name: String) throws {
        guard let file = fopen("\(path)/\(name)", "w") else { throw Missing() }
        defer { fclose(file) }
        fwrite(bytes, 1, bytes.count, file)
    }

    func makeQueue() { mkdir(queue, 0o700) }

    func remove() {
        for name in ["journal", "journal.new", "lock", "refused.jsonl", "refused.jsonl.1"] {
            unlink("\(queue)/\(name)")
        }
        rmdir(queue)
        rmdir(path)
    }

    struct Missing: Error {}
}
