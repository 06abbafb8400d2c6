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
        ("a2345678901234567890", true), ("a23456789012345678901", false),
    ])
    func `names of projections fit into names of schemas`(name: String, isName: Bool) {
        #expect(Projection.isName(name) == isName)
    }
}
