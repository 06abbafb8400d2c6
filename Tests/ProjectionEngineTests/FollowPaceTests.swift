import Testing

@testable import ProjectionEngine

struct FollowPaceTests {
    @Test func `a poisoned batch is halved until the event stands alone`() {
        var pace = FollowPace()
        var sizes: [Int] = []
        while pace.halve() { sizes.append(pace.batch) }
        #expect(sizes == [500, 250, 125, 62, 31, 15, 7, 3, 1])
        #expect(pace.batch == 1)
    }

    @Test func `batches grow again once events are folded`() {
        var pace = FollowPace()
        while pace.halve() {}
        for _ in 0..<10 { pace.succeeded() }
        #expect(pace.batch == FollowPace.fullBatch)
    }

    @Test func `rests grow with each failure up to five seconds, and end with a success`() {
        var pace = FollowPace()
        #expect(!pace.isOutage)
        var rests: [Duration] = []
        for _ in 0..<8 {
            pace.failed()
            rests.append(pace.rest)
        }
        #expect(rests == [100, 200, 400, 800, 1600, 3200, 5000, 5000].map { .milliseconds($0) })
        #expect(pace.isOutage)
        pace.succeeded()
        #expect(!pace.isOutage)
    }
}
