/// The room that is left on the disk of the database's data directory.
struct DiskCheck: Sendable {
    struct Room: Sendable {
        var free: Int64
        var total: Int64
    }

    /// The size of the database, in bytes.
    var databaseSize: Int64
    /// `nil` when it can't be seen from here.
    var room: Room?

    private static let gibibyte: Int64 = 1 << 30

    var findings: [Finding] {
        guard let room, room.total > 0 else {
            return [
                Finding(
                    .note, .disk, "How much room the database's disk has can't be seen from here.",
                    "When it is full, webhooks are answered 503 until there is room again.",
                    mend: "watch it on the database's machine; the database takes \(databaseSize >> 20) MiB now")
            ]
        }
        let percent = room.free * 100 / room.total
        guard percent < 10 || room.free < 2 * Self.gibibyte else { return [] }
        return [
            Finding(
                percent < 2 || room.free < Self.gibibyte / 2 ? .error : .warning, .disk,
                "The database's disk has \(room.free >> 20) MiB left (\(percent) %).",
                "When it is full, webhooks are answered 503 until there is room again.",
                mend: "enlarge it, or remove what else lies there; the database takes \(databaseSize >> 20) MiB")
        ]
    }
}
