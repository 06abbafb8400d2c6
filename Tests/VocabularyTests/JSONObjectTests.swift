import Testing
import Vocabulary

struct JSONObjectTests {
    @Test func `a member is found, set, appended and taken away by name`() {
        var object: JSONObject = ["a": 1, "b": "two"]
        #expect(object["a"] == 1)
        #expect(object["c"] == nil)
        object["a"] = 3
        object["c"] = true
        object["d"] = nil
        #expect(object.map(\.name) == ["a", "b", "c"])
        object["b"] = nil
        #expect(JSON.object(object) == ["a": 3, "c": true])
        #expect(object.count == 2)
        #expect(!object.isEmpty)
        #expect(JSONObject().isEmpty)
    }

    @Test("names that are only equivalent are two", arguments: [2, 20])
    func spelling(_ count: Int) throws {
        let others = (2..<count).map { ",\"\($0)\":0" }.joined()
        let object = try #require(try JSON(parsing: "{\"\u{E9}\":1,\"e\u{301}\":2\(others)}".utf8).object)
        #expect(object["\u{E9}"] == 1)
        #expect(object["e\u{301}"] == 2)
        // Of one length and equivalent: marks in another order.
        let marks = try JSON(parsing: "{\"a\u{316}\u{300}\":1,\"a\u{300}\u{316}\":2\(others)}".utf8)
        #expect(marks["a\u{300}\u{316}"] == 2)
        #expect(throws: JSONError.self) { try JSON(parsing: "{\"\u{E9}\":1,\"\\u00e9\":2\(others)}".utf8) }
    }

    @Test func `an accessor gives its own kind only`() {
        let values: [JSON] = [.null, true, 7, .decimal("7.5"), "x", [1], ["a": 1]]
        #expect(values.map(\.isNull) == [true, false, false, false, false, false, false])
        #expect(values.map(\.bool) == [nil, true, nil, nil, nil, nil, nil])
        #expect(values.map(\.integer) == [nil, nil, 7, nil, nil, nil, nil])
        #expect(values.map(\.string) == [nil, nil, nil, nil, "x", nil, nil])
        #expect(values.map(\.text) == [nil, nil, "7", "7.5", "x", nil, nil])
        #expect(values.map { $0.array != nil } == [false, false, false, false, false, true, false])
        #expect(values.map { $0["a"] != nil } == [false, false, false, false, false, false, true])
    }
}
