import Curl
import Vocabulary

/// A follower of `GET /v1/events`, that reads the text of the stream itself.
struct EventStreamReader {
    /// A message of the stream.
    struct Message: Equatable {
        var id: Int64?
        var type: String?
        var text: String?
    }

    private var chunks: HTTPBody.Iterator
    private var buffer: [UInt8] = []

    /// Connects, from after the event with the id `last` where there is one.
    init(_ server: Server, query: String = "", after last: Int64? = nil) async throws {
        var request = HTTPRequest(.get, url: "\(server.url)/v1/events\(query)")
        request.headers = ["Authorization": "Bearer \(server.token)", "Accept": "text/event-stream"]
        request.headers["Last-Event-ID"] = last.map { "\($0)" }
        request.timeout = patience
        let stream = try await server.client.stream(request)
        guard stream.status == 200, stream.headers["Content-Type"] == "text/event-stream" else {
            throw HarnessError("the stream's answer is \(stream.status)")
        }
        chunks = stream.body.makeAsyncIterator()
    }

    /// The next `count` events; comments are passed over.
    ///
    /// - Throws: `HarnessError` when the stream ends before.
    mutating func next(_ count: Int) async throws -> [Message] {
        var messages: [Message] = []
        while messages.count < count {
            guard let message = try await next() else { throw HarnessError("the stream ended") }
            messages.append(message)
        }
        return messages
    }

    /// The next event; `nil` at the end of the stream.
    mutating func next() async throws -> Message? {
        while true {
            while let end = buffer.firstRange(of: [0x0A, 0x0A]) {
                let block = String(decoding: buffer[..<end.lowerBound], as: UTF8.self)
                buffer.removeSubrange(..<end.upperBound)
                if let message = Self.message(block) { return message }
            }
            guard let chunk = try await chunks.next() else { return nil }
            buffer += chunk
        }
    }

    private static func message(_ block: String) -> Message? {
        var message = Message()
        for line in block.split(separator: "\n") {
            if line.hasPrefix("id: ") { message.id = Int64(line.dropFirst(4)) }
            if line.hasPrefix("event: ") { message.type = String(line.dropFirst(7)) }
            if line.hasPrefix("data: ") { message.text = String(line.dropFirst(6)) }
        }
        return message.text == nil ? nil : message
    }
}
