/// The settings of ours, in a file that postgresql.conf includes.
struct ServerSettings {
    /// The file's name in the data directory.
    static let fileName = "daybook.conf"
    /// The line that goes at the end of postgresql.conf, so that ours win.
    static let includeLine = "include = '\(fileName)'"

    /// The caller's settings, in any order.
    var settings: [String: String]
    var socketDirectory: String
    var port: Int
    var listensOnLoopback: Bool

    /// The text of the file, in the syntax of postgresql.conf.
    var text: String {
        var lines = ["# Written anew at every start."]
        for (name, value) in settings.sorted(by: { $0.key < $1.key }) {
            lines.append(Self.line(name, value))
        }
        // The last line for a setting counts, so these can't be changed by the caller's.
        lines.append(Self.line("unix_socket_directories", socketDirectory))
        lines.append(Self.line("port", String(port)))
        lines.append(Self.line("listen_addresses", listensOnLoopback ? "127.0.0.1" : ""))
        return lines.joined(separator: "\n") + "\n"
    }

    /// Whether the setting can be written down: nothing in it may start a line of its own.
    static func isWritable(_ name: String, _ value: String) -> Bool {
        !name.isEmpty && name.utf8.allSatisfy(isNameByte)
            && !value.utf8.contains { $0 == 0 || $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }
    }

    private static func line(_ name: String, _ value: String) -> String {
        let escaped = value.reduce(into: "") { result, character in
            if character == "'" || character == "\\" { result.append(character) }
            result.append(character)
        }
        return "\(name) = '\(escaped)'"
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "."):
            true
        default: false
        }
    }
}
