import CLibPQ

/// The connection string taken apart, with our defaults where it says nothing.
struct ConnectionOptions {
    private(set) var values: [String: String]
    private let timeout: Duration

    /// - Throws: `.invalidConfiguration`, without libpq's words: they may repeat a piece of the password.
    init(_ configuration: PostgresConfiguration) throws(PostgresError) {
        guard let parsed = PQconninfoParse(configuration.connectionString, nil) else {
            throw PostgresError(.invalidConfiguration, "the database's connection string can't be read")
        }
        defer { PQconninfoFree(parsed) }
        var values: [String: String] = [:]
        var option = parsed
        while let keyword = option.pointee.keyword {
            if let value = option.pointee.val { values[String(cString: keyword)] = String(cString: value) }
            option += 1
        }
        let seconds = values["connect_timeout"].flatMap { Int64($0) }.flatMap { $0 > 0 ? $0 : nil }
        timeout = seconds.map { .seconds($0) } ?? configuration.connectTimeout
        self.values = values
        addDefaults(applicationName: configuration.applicationName)
    }

    private mutating func addDefaults(applicationName: String) {
        let milliseconds = timeout.components.seconds * 1000 + timeout.components.attoseconds / 1_000_000_000_000_000
        let defaults = [
            "fallback_application_name": applicationName,
            // A peer that vanished is noticed after a minute of silence, and unanswered data sooner. With several hosts
            // the latter is also what takes libpq from a host that swallows everything on to the next one.
            "keepalives_idle": "30",
            "keepalives_interval": "10",
            "keepalives_count": "3",
            "tcp_user_timeout": "\(hostCount > 1 ? milliseconds : max(10_000, milliseconds))",
        ]
        values.merge(defaults) { given, _ in given }
        // Strings are UTF-8 here, whatever the environment says.
        values["client_encoding"] = "UTF8"
    }

    var hostCount: Int {
        let hosts = values["hostaddr"] ?? values["host"] ?? ""
        return 1 + hosts.count { $0 == "," }
    }

    /// libpq tries the hosts one after the other.
    var totalTimeout: Duration { timeout * hostCount }

    /// Starts connecting; nil only when memory is out.
    func start() -> OpaquePointer? {
        let keywords = values.keys.sorted()
        return withCStrings(keywords) { names in
            withCStrings(keywords.map { values[$0] ?? "" }) { texts in
                PQconnectStartParams(names, texts, 0)
            }
        }
    }
}

/// A null-terminated list of C strings, valid within `body`.
private func withCStrings<R>(_ strings: [String], _ body: (UnsafePointer<UnsafePointer<CChar>?>?) -> R) -> R {
    var bytes: [CChar] = []
    var offsets: [Int] = []
    for string in strings {
        offsets.append(bytes.count)
        bytes += string.utf8CString
    }
    return bytes.withUnsafeBufferPointer { buffer in
        let pointers: [UnsafePointer<CChar>?] = offsets.map { offset in buffer.baseAddress.map { $0 + offset } } + [nil]
        return pointers.withUnsafeBufferPointer { body($0.baseAddress) }
    }
}
