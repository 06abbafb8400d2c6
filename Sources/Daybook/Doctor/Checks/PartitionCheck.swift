/// How far the partitions of the events reach.
struct PartitionCheck: Sendable {
    /// How many events there are.
    var size: Int64
    /// The first position that has no partition.
    var end: Int64
    /// How many events a new partition holds.
    var partitionSize: Int64

    var findings: [Finding] {
        let ahead = end - size
        // The sequencer makes more when half of what it made ahead is filled.
        guard ahead < partitionSize / 4 else { return [] }
        return [
            Finding(
                ahead <= 0 ? .error : .warning, .partitions,
                "The partitions of the events reach \(max(0, ahead)) positions beyond the last event.",
                ahead <= 0
                    ? "The next append has to make one first, and fails when it may not."
                    : "None were made ahead lately; an append that has to make one takes longer.",
                mend: "psql \"$DATABASE_URL\" -c 'SELECT make_event_partitions(\(size))'")
        ]
    }
}
