/// How the log stands to the last checkpoint that anybody may hold.
package enum CheckpointStanding: Hashable, Sendable {
    /// Nothing was signed yet.
    case unsigned
    /// The log grew from the checkpoint at this size.
    case consistent(Int64)
    /// The log is shorter than a checkpoint of this size, which was published.
    case rolledBack(Int64)
    /// The log is no continuation of its checkpoint at this size: it was rewritten, or rolled back and continued.
    case rewritten(Int64)
    /// The last checkpoint can't be read as one that the configured key signed, for this reason.
    case foreign(String)

    /// Why nothing may be signed, and what to do; `nil` where it may.
    ///
    /// - Parameter size: how many events the log has.
    func refusal(size: Int64) -> String? {
        switch self {
        case .unsigned, .consistent: nil
        case .rolledBack(let published):
            """
            The log has \(size) events, but a checkpoint of \(published) was published: the database was rolled back. Nothing is \
            signed until the missing events are restored (from a replica or a backup). If they are lost for good: \
            daybook audit accept-loss --published \(published)
            """
        case .rewritten(let published):
            """
            The log didn't grow from its checkpoint at \(published) events: its history was rewritten, or it was rolled back and \
            continued. Nothing is signed until the history that was published is restored (from a replica or a backup). To see what \
            differs, run: daybook audit verify --checkpoint FILE, with the last published checkpoint. If the missing events are lost \
            for good: daybook audit accept-loss --published \(published)
            """
        case .foreign(let reason): reason
        }
    }
}
