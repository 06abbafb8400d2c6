import FoundationEssentials
import Glibc

/// A folder of a test's own, which PostgreSQL's account may enter; removed when the test is done with it.
struct ScratchFolder: Sendable {
    let path: String

    /// Makes one below `DAYBOOK_TEST_DIR`, or /tmp: the path of a Unix socket in it must stay short.
    init() throws {
        let base = ProcessInfo.processInfo.environment["DAYBOOK_TEST_DIR"] ?? ""
        var template = Array("\(base.isEmpty ? "/tmp" : base)/daybook-e2e-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw HarnessError("no folder: \(String(cString: strerror(errno)))") }
        path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        chmod(path, 0o755)
    }

    func file(_ name: String) -> String { "\(path)/\(name)" }

    /// Writes a file and gives its path.
    @discardableResult
    func write(_ bytes: [UInt8], to name: String, mode: mode_t = 0o600) throws -> String {
        let path = file(name)
        guard FileManager.default.createFile(atPath: path, contents: Data(bytes)), chmod(path, mode) == 0 else {
            throw HarnessError("\(name) can't be written")
        }
        return path
    }

    func read(_ name: String) -> [UInt8] {
        FileManager.default.contents(atPath: file(name)).map { [UInt8]($0) } ?? []
    }

    func remove() {
        try? FileManager.default.removeItem(atPath: path)
    }
}

/// Why a test can't go on.
struct HarnessError: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}
