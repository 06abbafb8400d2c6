import Hummingbird
import Ledger
import Vocabulary

/// A message of an event stream (HTML Living Standard, §9.2.5 "Parsing an event stream").
enum ServerSentEvent {
    /// Says nothing: keeps proxies from closing a stream that is quiet.
    static let heartbeat = ByteBuffer(string: ": still here\n\n")

    /// An event of the ledger: its position is the id by which a client resumes, its kind the type. JSON has no line breaks
    /// of its own, so the data is one line.
    static func append(_ entry: EventPage.Entry, to buffer: inout ByteBuffer) {
        buffer.writeString("id: \(entry.stored.header.position)\nevent: \(entry.stored.header.kind)\ndata: ")
        buffer.writeBytes(entry.json.serialized())
        buffer.writeString("\n\n")
    }
}
