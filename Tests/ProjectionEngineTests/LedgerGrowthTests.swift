import Testing

@testable import ProjectionEngine

struct LedgerGrowthTests {
    @Test func `a rebuild gives way while events are recorded, and goes on when none are`() {
        var growth = LedgerGrowth()
        let start = ContinuousClock.now
        #expect(growth.isDue(at: start))
        growth.note(size: 1000, at: start)
        #expect(!growth.isBusy)
        #expect(!growth.isDue(at: start + .milliseconds(249)))
        #expect(growth.isDue(at: start + .milliseconds(250)))
        growth.note(size: 1125, at: start + .milliseconds(250))
        #expect(growth.isBusy)
        // One event now and then, such as a note, is nothing to rest for.
        growth.note(size: 1127, at: start + .milliseconds(500))
        #expect(!growth.isBusy)
    }

    @Test func `a replica that is behind tells of nothing to give way to`() {
        var growth = LedgerGrowth()
        let start = ContinuousClock.now
        growth.note(size: 1000, at: start)
        growth.note(size: 900, at: start + .seconds(1))
        #expect(!growth.isBusy)
    }
}
