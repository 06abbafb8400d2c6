import Testing

@testable import Ledger

struct DatabaseLineageTests {
    @Test func `another timeline ends the era, and what was remembered is forgotten`() {
        let lineage = DatabaseLineage()
        var forgotten: [Int] = []
        lineage.observe("00000001") { forgotten.append(lineage.era) }
        lineage.observe("00000001") { forgotten.append(lineage.era) }
        #expect(forgotten.isEmpty)
        let before = lineage.era
        lineage.observe("00000002") { forgotten.append(lineage.era) }
        // While the caches are emptied it is neither the last era nor the next.
        #expect(forgotten.count == 1)
        #expect(Set([before, lineage.era] + forgotten).count == 3)
    }

    @Test func `the first timeline ends nothing`() {
        let lineage = DatabaseLineage()
        let before = lineage.era
        lineage.observe("0000000A") { Issue.record("nothing was remembered yet") }
        #expect(lineage.era == before)
    }
}
