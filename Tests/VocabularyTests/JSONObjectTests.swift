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
