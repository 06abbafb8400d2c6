import TestSupport
import Testing

@testable import Analytics

struct DurationFiguresTests {
    /// The percentile of a single time is the middle of its class.
    private func told(_ microseconds: Int64) throws -> Double {
        var figures = DurationFigures()
        figures.add(MeasuredTime(microseconds: microseconds))
        return try #require(figures.percentile(1))
    }

    @Test func `any time is told to 5 percent, wherever it lies`() throws {
        var generator = SeededGenerator(seed: 21)
        for _ in 0..<20_000 {
            // As many times of seconds as of weeks.
            let longest = Int64(1_000_000) << Int64(generator.below(22))
            let microseconds = min(longest + Int64(generator.below(Int(longest))), 28 * 86_400_000_000)
            let seconds = Double(microseconds) / 1e6
            #expect(abs(try told(microseconds) / seconds - 1) < 0.0501, "\(seconds) s, seed 21")
        }
    }

    @Test func `times are told in their order`() throws {
        var (before, seconds) = (0.0, 0.5)
        while seconds < 40 * 86_400 {
            let told = try told(Int64(seconds * 1e6))
            #expect(told >= before, "\(seconds) s")
            (before, seconds) = (told, seconds * 1.01)
        }
    }

    @Test(arguments: [.min, -1, 0, 1, 999_999, 1_000_000] as [Int64])
    func `times of up to a second, and those of a clock that is ahead, are told as a second`(time: Int64) throws {
        #expect(try told(time) == 1)
    }

    @Test func `times that no class reaches are told as the longest`() throws {
        #expect(try told(.max) == told(400 * 86_400_000_000))
    }
}
