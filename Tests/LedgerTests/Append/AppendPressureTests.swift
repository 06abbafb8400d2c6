import Testing

@testable import Ledger

struct AppendPressureTests {
    private let start = ContinuousClock.now

    @Test func `is low before anything was appended`() {
        #expect(!AppendPressure().isHigh(at: start))
    }

    @Test(arguments: [1, AppendPressure.threshold - 1])
    func `is low while batches are small`(batch: Int) {
        let pressure = AppendPressure()
        pressure.note(batch: batch, at: start)
        #expect(!pressure.isHigh(at: start))
    }

    @Test func `is high for a moment after a large batch, also when small ones follow it`() {
        let pressure = AppendPressure()
        pressure.note(batch: AppendPressure.threshold, at: start)
        pressure.note(batch: 1, at: start + .milliseconds(10))
        #expect(pressure.isHigh(at: start + .milliseconds(99)))
        #expect(!pressure.isHigh(at: start + .milliseconds(100)))
    }
}
