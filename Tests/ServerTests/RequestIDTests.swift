import Testing

@testable import Server

struct RequestIDTests {
    @Test(arguments: ["a", "req-1.2_3", "9f1c2d3e", String(repeating: "x", count: 128)])
    func `A caller's own id is kept`(id: String) {
        #expect(RequestID.of(id) == id)
    }

    @Test(arguments: ["", " ", "a b", "a\nb", "a\"b", "grüße", "+4915112345678", String(repeating: "x", count: 129)])
    func `An id that can't stand in a log as it is makes way for a new one`(id: String) {
        let made = RequestID.of(id)
        #expect(made != id)
        #expect(RequestID.isSafe(made))
    }

    @Test func `No two ids that are made here are the same`() {
        #expect(Set((0..<1000).map { _ in RequestID.of(nil) }).count == 1000)
    }
}
