import Testing

@testable import Ledger

struct ForesightTests {
    /// For how many batches nothing is tried before the next try.
    private static func pause(_ foresight: inout Foresight) -> Int {
        var batches = 0
        while !foresight.isWorthTrying() { batches += 1 }
        return batches
    }

    @Test func `as long as it holds it is tried for every batch`() {
        var foresight = Foresight()
        for _ in 0..<3 {
            #expect(Self.pause(&foresight) == 0)
            foresight.note(held: true)
        }
    }

    @Test func `each time in a row that it doesn't hold it is left for twice as long, up to a bound`() {
        var foresight = Foresight()
        let pauses = (0..<9).map { _ in
            foresight.note(held: false)
            return Self.pause(&foresight)
        }
        #expect(pauses == [1, 2, 4, 8, 16, 32, 64, 64, 64])
    }

    @Test func `once it has held again it is tried as before`() {
        var foresight = Foresight()
        for _ in 0..<5 { foresight.note(held: false) }
        #expect(Self.pause(&foresight) == 16)
        foresight.note(held: true)
        #expect(Self.pause(&foresight) == 0)
        foresight.note(held: false)
        #expect(Self.pause(&foresight) == 1)
    }
}
