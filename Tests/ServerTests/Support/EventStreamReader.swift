import Curl
import Vocabulary

/// Reads an event stream as a browser does.
struct EventStreamReader {
    struct Message: Equatable {
        var id: String?
        var event: String?
        var data: String?
        /// Set for what is only a comment.
        var isComment = false
    }

    private var chunks: HTTPBody.Iterator
    private var text = ""

    init(_ stream: HTTPStream) {
        chunks = stream.body.makeAsyncIterator()
    }

    /// The next message with data; `nil` at the end of the stream.
    mutating func nextEvent() async throws -> Message? {
        while let message = try await next() {
            if !message.isComment { return message }
        }
        return nil
    }

    /// The next message or comment; `nil` at the end of the stream.
    mutating func next() async throws -> Message? {
        while true {
            if let end = text.firstRange(of: "\n\n") {
                let block = text[..<end.lowerBound]
                text = String(text[end.upperBound...])
                return Self.message(block)
            }
            guard let chunk = try await chunks.next() else { return nil }
            text += String(decoding: chunk, as: UTF8.self)
        }
    }

    private static func message(_ block: Substring) -> Message {
        var message = Message()
        for line in block.split(separator: "\n") {
            if line.hasPrefix(":") { message.isComment = true }
            if line.hasPrefix("id: ") { message.id = String(line.dropFirst(4)) }
            if line.hasPrefix("event: ") { message.event = String(line.dropFirst(7)) }
            if line.hasPrefix("data: ") { message.data = String(line.dropFirst(6)) }
        }
        return message
    }
}

extension TestServer {
    /// Follows the ledger.
    func follow(_ query: String = "", headers: HTTPHeaders, lastEventID: String? = nil) async throws -> HTTPStream {
        var headers = headers
        headers["Accept"] = "text/event-stream"
        headers["Last-Event-ID"] = lastEventID
        var request = HTTPRequest(url: "\(url)/v1/events\(query)", headers: headers)
        request.timeout = nil
        return try await client.stream(request)
    }
}
