import Measures
import Testing

/// Counting from many threads at once.
struct CountingTests {
    @Test func `no addition is lost, whoever makes it`() async {
        let counter = Counter()
        let gauge = Gauge()
        let histogram = Histogram(upTo: [10, 100])
        await withTaskGroup { group in
            for task in 0..<8 {
                group.addTask {
                    for value in 0..<1000 {
                        counter.add()
                        gauge.add(task % 2 == 0 ? 1 : -1)
                        histogram.add(value)
                    }
                }
            }
        }
        #expect(counter.value == 8000)
        #expect(gauge.value == 0)
        #expect(
            histogram.distribution
                == Distribution(
                    bounds: [10, 100], cumulative: [88, 808, 8000], sum: Double(8 * 999 * 500)))
    }
}
