import HTTPTypes
import Testing

@testable import Server

struct QueryTests {
    @Test(arguments: [
        ("a=1&b=2", "a", ["1"]), ("a=1&a=2", "a", ["1", "2"]), ("a=x%20y", "a", ["x y"]), ("a=x+y", "a", ["x y"]),
        ("a=%2B49", "a", ["+49"]), ("a", "a", [""]), ("a==", "a", ["="]), ("&&a=1&", "a", ["1"]), ("b=1", "a", []),
        ("%61=1", "a", ["1"]), ("a=gr%C3%BC%C3%9Fe", "a", ["grüße"]),
    ])
    func `Parameters are read as a form's`(query: String, name: String, values: [String]) throws {
        #expect(try Query(query).all(name) == values)
    }

    @Test(arguments: ["a=%", "a=%4", "a=%zz", "a=%FF", "a=%00", "%C3=1"])
    func `What isn't percent-encoded text is refused`(query: String) {
        #expect(throws: APIError.self) { try Query(query) }
    }

    @Test func `A number is within its bounds, or refused without being repeated`() throws {
        let query = try Query("limit=7&high=501&word=ten&twice=1&twice=2")
        #expect(try query.number("limit", in: 1...500, otherwise: 50) == 7)
        #expect(try query.number("absent", in: 1...500, otherwise: 50) == 50)
        for name in ["high", "word", "twice"] {
            let refusal = #expect(throws: APIError.self) { try query.number(name, in: 1...500, otherwise: 50) }
            #expect(refusal?.status == .badRequest)
            #expect(refusal?.message.contains(name) == true)
            #expect(refusal?.message.contains("ten") == false)
        }
    }

    @Test func `In a path a plus stands for itself`() throws {
        #expect(try Query.decoded("+49%20151", isForm: false) == "+49 151")
    }
}
