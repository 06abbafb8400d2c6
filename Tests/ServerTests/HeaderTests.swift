import HTTPTypes
import Hummingbird
import Testing

@testable import Server

struct HeaderTests {
    @Test(arguments: [
        ("text/event-stream", true), ("Text/Event-Stream", true), ("text/html, text/event-stream;q=0.9", true),
        ("application/json", false), ("*/*", false), ("text/event-streams", false), ("", false),
    ])
    func `A stream is sent to who asks for one`(accept: String, isStream: Bool) {
        #expect(EventRoutes.asksForStream([.accept: accept]) == isStream)
    }

    @Test(
        arguments: [
            ([.authorization: "Bearer dbk_a"], "dbk_a"), ([.authorization: "bearer  dbk_a"], "dbk_a"),
            ([.apiKey: "dbk_a"], "dbk_a"), ([.authorization: "Basic dbk_a"], nil), ([.authorization: "dbk_a"], nil),
            ([.authorization: "Bearer dbk_a", .apiKey: "dbk_b"], "dbk_a"), ([:], nil),
        ] as [(HTTPFields, String?)])
    func `A token stands in either of two headers`(headers: HTTPFields, token: String?) {
        #expect(Gate.token(in: headers) == token)
    }
}
