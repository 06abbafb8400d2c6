import TestSupport
import Testing

@testable import Ledger

struct BoundedCacheTests {
    @Test(arguments: [2, 3, 4, 7, 100, 1000])
    func `it never holds more than its capacity`(capacity: Int) {
        var generator = SeededGenerator(seed: UInt64(capacity))
        var cache = BoundedCache<Int, Int>(capacity: capacity)
        for _ in 0..<5000 {
            let key = Int.random(in: 0..<(2 * capacity), using: &generator)
            switch Int.random(in: 0..<4, using: &generator) {
            case 0: #expect(cache[key].map { $0 == -key } ?? true)
            case 1: cache[key] = nil
            default: cache[key] = -key
            }
            #expect(cache.count <= capacity)
        }
    }

    @Test func `what is asked for often stays, and what isn't goes`() {
        var cache = BoundedCache<Int, String>(capacity: 10)
        cache[0] = "kept"
        for key in 1..<100 {
            cache[key] = "passing"
            #expect(cache[0] == "kept")
        }
        #expect(cache[1] == nil)
        #expect(cache[99] == "passing")
    }

    @Test func `what was put last is found, and what was taken out isn't`() {
        var cache = BoundedCache<Int, Int>(capacity: 4)
        for key in 0..<3 { cache[key] = key }
        cache[0] = 7
        #expect(cache[0] == 7)
        cache[0] = nil
        #expect(cache[0] == nil)
        #expect(cache.count <= 3)
    }
}
