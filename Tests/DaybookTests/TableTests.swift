import Testing

@testable import Daybook

/// Rows for a person on a terminal.
struct TableTests {
    @Test func `columns are as wide as their widest cell, and numbers stand to the right`() {
        var table = Table("NAME", "POSITION", "STATE")
        table.add("inbox", "41", "follows")
        table.add("a longer name", "1048576", "")
        #expect(
            table.text == """
                NAME           POSITION  STATE
                inbox                41  follows
                a longer name   1048576
                """)
    }

    @Test func `a table without rows is its header`() {
        #expect(Table("ID", "NAME").text == "ID  NAME")
    }

    @Test func `texts of other scripts and composed characters count by what is seen`() {
        var table = Table("A", "B")
        table.add("e\u{301}", "x")
        table.add("नमस्ते", "y")
        let lines = table.text.split(separator: "\n")
        #expect(lines.count == 3)
        #expect(lines[1].count == lines[2].count)
    }
}
