import Logging
import Vocabulary

/// What is said in one line of the log.
struct LogRecord {
    var time: Timestamp
    var level: Logger.Level
    var message: String
    var fields: Logger.Metadata

    /// The names that every line begins with.
    private static let reserved: Set<String> = ["time", "level", "message"]

    /// The fields in the order of their names. No name stands twice in a line: a field that is called like what every line begins with
    /// gets an underscore.
    var namedFields: [(name: String, value: Logger.MetadataValue)] {
        fields.map { (free($0), $1) }.sorted { $0.0 < $1.0 }
    }

    private func free(_ name: String) -> String {
        guard Self.reserved.contains(name) else { return name }
        var free = name + "_"
        while fields[free] != nil { free += "_" }
        return free
    }
}
