import TestSupport
import Testing

@testable import Analytics

struct DistinctSubjectsTests {
    private func bytes(_ subject: UInt128) -> [UInt8] {
        withUnsafeBytes(of: subject) { Array($0) }
    }

    @Test(arguments: [0, 1, 2, 3, 1000, 20_000])
    func `each is counted once`(count: Int) {
        var generator = SeededGenerator(seed: 6)
        let subjects = (0..<count).map { _ in UInt128.random(in: 0 ... .max, using: &generator) }
        let told = (subjects + subjects.filter { $0 % 3 != 0 }).shuffled(using: &generator)
        #expect(DistinctSubjects.count(in: told.flatMap(bytes)) == Int64(Set(subjects).count))
    }

    @Test func `neither a zero nor bits that are alike confuse it`() {
        let subjects = (0..<300).map { UInt128($0) } + (0..<300).map { UInt128($0) << 120 } + [0, .max]
        #expect(DistinctSubjects.count(in: subjects.flatMap(bytes)) == Int64(Set(subjects).count))
    }
}
