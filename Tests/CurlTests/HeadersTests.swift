import Testing

@testable import Curl

@Suite struct HeadersTests {
    @Test func `fields are found, replaced and removed in any case, and keep their order`() {
        var headers: HTTPHeaders = ["A": "1", "B": "2", "a": "3"]
        #expect(headers["b"] == "2")
        #expect(headers.values("A") == ["1", "3"])
        headers["a"] = "4"
        #expect(headers == ["B": "2", "a": "4"])
        headers["b"] = nil
        #expect(headers == ["a": "4"])
        #expect(headers["É"] == nil)
    }

    @Test(arguments: [
        ("HTTP/1.1 200 OK\r\n", HeaderLine.status), ("HTTP/2 204 \r\n", .status),
        ("Name: value\r\n", .field(name: "Name", value: "value")), ("Name:\r\n", .field(name: "Name", value: "")),
        ("Name:  a: b \n", .field(name: "Name", value: "a: b")), ("\r\n", .end), ("nonsense\r\n", .other),
        (": value\r\n", .other),
    ])
    func `a header line is read`(text: String, line: HeaderLine) {
        Array(text.utf8).withUnsafeBytes { #expect(HeaderLine($0) == line) }
    }

    @Test func `an error's description names its code and its message keeps the detail to itself`() {
        let error = HTTPError(.unreachable, detail: "Failed to connect to 10.0.0.1 port 80")
        #expect(error.description == "unreachable: Failed to connect to 10.0.0.1 port 80")
        #expect(error.message == "The host can't be reached.")
    }
}
