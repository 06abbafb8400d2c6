import Testing

@testable import Ledger

struct AppendPressureTests {
    private let start = ContinuousClock.now

    @Test func `is low before anything was appended`() {
        #expect(!AppendPressure().isHigh(at: start))
    }

    @Test(arguments: [1, AppendPressure.threshold - 1])
    func `is low while few are waiting`(waiting: Int) {
        let pressure = AppendPressure()
        pressure.note(waiting: waiting, at: start)
        #expect(!pressure.isHigh(at: start))
    }

    @Test func `is high for a moment after a queue, also when few are waiting then`() {
        let pressure = AppendPressure()
        pressure.note(waiting: AppendPressure.threshold, at: start)
        pressure.note(waiting: 1, at: start + .milliseconds(10))
        #expect(pressure.isHigh(at: start + .milliseconds(99)))
        #expect(!pressure.isHigh(at: start + .milliseconds(100)))
    }
}
