import Testing

@testable import Server

struct ConnectionTimeoutsTests {
    private let start = ContinuousClock.now
    private let limits: ServerLimits = {
        var limits = ServerLimits()
        limits.headerTimeout = .seconds(10)
        limits.bodyTimeout = .seconds(30)
        limits.writeTimeout = .seconds(5)
        return limits
    }()

    private func at(_ seconds: Int) -> ContinuousClock.Instant { start + .seconds(seconds) }

    @Test func `A header has its time from the opening on`() {
        let timeouts = ConnectionTimeouts(limits, openedAt: start)
        #expect(timeouts.deadline == at(10))
        #expect(!timeouts.isReading)
    }

    @Test func `A body has its time from the end of the header, and nothing makes it longer`() {
        var timeouts = ConnectionTimeouts(limits, openedAt: start)
        timeouts.headRead(at: at(2))
        #expect(timeouts.deadline == at(32))
        #expect(timeouts.isReading)
        timeouts.bodyEnded()
        #expect(timeouts.deadline == nil)
        #expect(!timeouts.isReading)
    }

    @Test func `A peer that doesn't read has its time from when the buffers are full`() {
        var timeouts = ConnectionTimeouts(limits, openedAt: start)
        timeouts.headRead(at: at(0))
        timeouts.bodyEnded()
        timeouts.writabilityChanged(false, at: at(7))
        #expect(timeouts.deadline == at(12))
        timeouts.writabilityChanged(true, at: at(8))
        #expect(timeouts.deadline == nil)
    }

    @Test func `The earlier of two deadlines holds`() {
        var timeouts = ConnectionTimeouts(limits, openedAt: start)
        timeouts.headRead(at: at(0))
        timeouts.writabilityChanged(false, at: at(1))
        #expect(timeouts.deadline == at(6))
        timeouts.writabilityChanged(true, at: at(2))
        #expect(timeouts.deadline == at(30))
    }
}
