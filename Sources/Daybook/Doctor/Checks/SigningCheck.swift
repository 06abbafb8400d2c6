import Ledger

/// How the log stands to the checkpoints that were published, in the database and beside the signing key.
struct SigningCheck: Sendable {
    var standing: CheckpointStanding
    /// How many events there are.
    var size: Int64
    /// How long the last checkpoint was ago.
    var age: Duration?

    /// A running server signs every few seconds.
    private static let patience = Duration.seconds(300)

    var findings: [Finding] {
        switch standing {
        case .unsigned:
            guard size > 0 else { return [] }
            return [
                Finding(
                    .warning, .signing, "No checkpoint was ever signed.", "Nobody can prove what the ledger held when.",
                    mend: "daybook serve (it signs every few seconds)")
            ]
        case .consistent(let signed):
            guard signed < size, let age, age > Self.patience else { return [] }
            return [
                Finding(
                    .warning, .signing,
                    "\(size - signed) events are in no checkpoint; the last one was signed "
                        + "\(age.components.seconds / 60) minutes ago.",
                    "Their order and content can't be proved to others yet.",
                    mend: "daybook serve (it signs every few seconds; its log says why, if it doesn't)")
            ]
        case .foreign(let reason):
            return [
                Finding(
                    .error, .signing, reason, "Nothing is signed.",
                    mend: "set DAYBOOK_SIGNING_KEY_FILE to the file of the key that signed them")
            ]
        case .rolledBack(let published):
            return [
                Finding(
                    .error, .signing,
                    "The log has \(size) events, but a checkpoint of \(published) was published: the database was rolled back.",
                    "Nothing is signed, and events that were acknowledged are missing.",
                    mend: "restore the missing events from the former primary, a standby or the WAL archive; "
                        + "if they are lost for good: daybook audit accept-loss --published \(published)")
            ]
        case .rewritten(let published):
            return [
                Finding(
                    .error, .signing,
                    "The log didn't grow from its checkpoint at \(published) events: it was rewritten, or rolled back and "
                        + "continued.",
                    "Nothing is signed, and events that were acknowledged are missing or changed.",
                    mend: "daybook audit verify; if it was rolled back, restore the missing events, "
                        + "or, if they are lost for good: daybook audit accept-loss --published \(published)")
            ]
        }
    }
}
