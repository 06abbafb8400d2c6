import Testing

@testable import DaybookClient

@Suite struct PauseTests {
    private static let backoff = Backoff(shortest: .milliseconds(100), longest: .seconds(10))
    private static let start = ContinuousClock.now

    @Test(arguments: [(1, 100), (2, 200), (5, 1600), (7, 6400), (8, 10_000), (1000, 10_000)])
    func `each failure doubles the pause up to the longest, and chance takes up to a half of it`(
        failures: Int, longest: Int
    ) {
        #expect(Self.backoff.pause(after: failures, luck: 1) == .milliseconds(longest))
        #expect(Self.backoff.pause(after: failures, luck: 0) == .milliseconds(longest) / 2)
    }

    @Test func `a longer order of the server counts, within an hour`() {
        #expect(Self.backoff.pause(after: 1, order: .seconds(7), luck: 1) == .seconds(7))
        #expect(Self.backoff.pause(after: 7, order: .seconds(1), luck: 1) == .milliseconds(6400))
        #expect(Self.backoff.pause(after: 1, order: .seconds(86_400), luck: 1) == .seconds(3600))
    }

    @Test func `after a failure nobody tries for a while, and then one alone`() {
        var hold = ServerHold()
        #expect(hold.mayTry(at: Self.start))
        hold.begin()
        hold.begin()
        hold.fail(at: Self.start, Self.backoff, luck: 1)
        // The other one that was under way counts no second time.
        hold.fail(at: Self.start, Self.backoff, luck: 1)
        #expect(hold.failures == 1)
        #expect(!hold.mayTry(at: Self.start + .milliseconds(99)))
        #expect(hold.mayTry(at: Self.start + .milliseconds(100)))
        hold.begin()
        #expect(!hold.mayTry(at: Self.start + .seconds(5)))
        hold.abandon()
        #expect(hold.mayTry(at: Self.start + .seconds(5)))
        hold.begin()
        hold.fail(at: Self.start + .seconds(5), Self.backoff, luck: 1)
        #expect(!hold.mayTry(at: Self.start + .milliseconds(5199)))
        hold.succeed()
        #expect(hold.isOpen)
        #expect(hold.mayTry(at: Self.start))
    }

    @Test func `a question is asked even so, until it is evident that nobody is there`() {
        var hold = ServerHold()
        for failures in 1...3 {
            hold.fail(at: Self.start + .seconds(failures), Self.backoff, luck: 1)
            #expect(hold.mayAsk(at: Self.start + .seconds(failures)) == (failures < 3))
        }
        #expect(hold.mayAsk(at: Self.start + .seconds(60)))
    }

    @Test func `a pause that the server asked for isn't cut short, one of our own is`() {
        var hold = ServerHold()
        hold.fail(at: Self.start, Self.backoff, luck: 1)
        hold.lift()
        #expect(hold.mayTry(at: Self.start))
        hold.fail(at: Self.start, Self.backoff, order: .seconds(3), luck: 1)
        hold.lift()
        #expect(!hold.mayTry(at: Self.start + .seconds(2)))
        #expect(hold.mayTry(at: Self.start + .seconds(3)))
    }
}
