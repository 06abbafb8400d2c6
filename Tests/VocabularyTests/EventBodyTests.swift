import Testing
import Vocabulary

struct EventBodyTests {
    @Test(
        "a body is read as it was written",
        arguments: [
            .verbatim(headers: ["content-type": "application/json"], bytes: [UInt8](#"{"a":1}"#.utf8)),
            .verbatim(headers: [:], bytes: []), .verbatim(headers: ["x": "é\0"], bytes: Array(0...255)),
            .record([UInt8](#"{"schema":"messages.read/1"}"#.utf8)), .record([]),
        ] as [EventBody])
    func roundTrip(_ body: EventBody) throws {
        #expect(try EventBody(encoded: body.encoded) == body)
    }

    @Test func `its bytes are those of the documented format`() {
        let body = EventBody.verbatim(headers: ["a": "b"], bytes: [0xFF])
        #expect(body.encoded == [1, 0, 0, 0, 9] + [UInt8](#"{"a":"b"}"#.utf8) + [0xFF])
        #expect(EventBody.record([0x7B, 0x7D]).encoded == [2, 0x7B, 0x7D])
        #expect(body.content == [0xFF])
        #expect(EventBody.record([1]).content == [1])
    }

    @Test(
        "other bytes are refused",
        arguments: [
            [], [0], [3, 1], [1], [1, 0, 0, 0], [1, 0, 0, 0, 2, 0x7B], [1, 0, 0, 0, 0], [1, 0, 0, 0, 2, 0x5B, 0x5D],
            [1, 0xFF, 0xFF, 0xFF, 0xFF, 0x7B, 0x7D], [1, 0, 0, 0, 3, 0x7B, 0x7D, 0x78],
        ] as [[UInt8]])
    func malformed(_ bytes: [UInt8]) {
        #expect(throws: EventBody.MalformedBody.self) { try EventBody(encoded: bytes) }
    }

    @Test("any part of a body is read or refused")
    func truncated() throws {
        let encoded = EventBody.verbatim(headers: ["content-type": "text/plain"], bytes: [1, 2, 3]).encoded
        for length in 0..<encoded.count {
            let part = try? EventBody(encoded: Array(encoded.prefix(length)))
            #expect(part == nil || length >= encoded.count - 3)
        }
    }
}
