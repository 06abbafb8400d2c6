import Testing

@testable import ProjectionEngine

struct TableSQLTests {
    @Test(arguments: [("plain", "\"plain\""), ("a b", "\"a b\""), ("a\"b", "\"a\"\"b\""), ("\"", "\"\"\"\"")])
    func `names are quoted`(name: String, quoted: String) {
        #expect(TableSQL.quoted(name) == quoted)
    }

    @Test func `the key is made from the columns of the key`() {
        #expect(TableSQL(TallyFold()).makeKey == #"ALTER TABLE "tally" ADD PRIMARY KEY ("tenant", "conversation")"#)
    }

    @Test(arguments: [
        ("inbox", true), ("work_queue2", true), ("", false), ("2nd", false), ("Inbox", false), ("in-box", false),
        ("in__box", false), ("inbox_", false),
        ("a2345678901234567890", true), ("a23456789012345678901", false),
    ])
    func `names of projections fit into names of schemas`(name: String, isName: Bool) {
        #expect(Projection.isName(name) == isName)
    }
}

struct GenerationTests {
    @Test func `schemas of other projections and logs begin otherwise, and fit into a name`() {
        let homes = ["a", "a_b", "public", String(repeating: "long", count: 12), String(repeating: "long", count: 13)]
        let names = ["c", "b_c", "a2345678901234567890"]
        let prefixes = homes.flatMap { home in names.map { GenerationSchemas(projection: $0, home: home).prefix } }
        #expect(Set(prefixes).count == prefixes.count)
        #expect(!prefixes.contains { one in prefixes.contains { $0 != one && $0.hasPrefix(one) } })
        for home in homes {
            let longest = Generation(of: .tally(), number: .max, home: home)
            #expect(longest.attic.utf8.count <= 63)
        }
    }
}
