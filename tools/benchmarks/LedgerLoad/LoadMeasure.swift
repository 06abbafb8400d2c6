import Vocabulary

#if canImport(Glibc)
@preconcurrency import Glibc
#endif

/// What some work came to.
struct LoadMeasure: Sendable {
    /// How many events were recorded.
    var events: Int
    /// By the clock.
    var seconds: Double
    /// User and system time of this process.
    var cpuSeconds: Double

    /// Does `work`, which says how many events it recorded.
    static func measure(_ work: () async throws -> Int) async rethrows -> LoadMeasure {
        let (began, cpu) = (ContinuousClock.now, cpuSeconds())
        let events = try await work()
        return LoadMeasure(
            events: events, seconds: (ContinuousClock.now - began).inSeconds, cpuSeconds: cpuSeconds() - cpu)
    }

    /// One line.
    var json: String {
        let fields: JSON = [
            "events": .integer(Int64(events)), "microseconds": .integer(Int64(seconds * 1e6)),
            "cpu_microseconds": .integer(Int64(cpuSeconds * 1e6)),
        ]
        return String(decoding: fields.serialized(), as: UTF8.self)
    }

    private static func cpuSeconds() -> Double {
        var usage = rusage()
        getrusage(RUSAGE_SELF.rawValue, &usage)
        return [usage.ru_utime, usage.ru_stime].reduce(0) { $0 + Double($1.tv_sec) + Double($1.tv_usec) / 1e6 }
    }
}

extension Duration {
    /// In seconds, with their fraction.
    var inSeconds: Double {
        Double(components.seconds) + Double(components.attoseconds) / 1e18
    }
}

/// Writes a line to standard output, at once: whoever started this waits for it.
func say(_ line: String) {
    print(line)
    fflush(stdout)
}
