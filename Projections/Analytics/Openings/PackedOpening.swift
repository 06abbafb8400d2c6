import Vocabulary

/// What reports need of an opening, in 16 bytes, so that PostgreSQL can string those of a hundred thousand rows together instead of
/// unfolding as many arrays: the column `figures`.
///
/// Four bytes: the place of its quarter hour in the period, times four, plus who answered (0 nobody, 1 a person, 2 something automatic,
/// 3 unknown). Six bytes: the microseconds until it was answered, or all ones. Six bytes: those until it was
/// resolved, or all ones. Big-endian. 16 bytes of ones stand for an opening that isn't one.
struct PackedOpening: Equatable {
    /// The place in the period.
    var quarter: Int64
    var nature: MessageSent.Sender.Nature?
    /// In microseconds.
    var response: Int64?
    var resolution: Int64?

    static let size = 16
    private static let none: UInt64 = 0xFFFF_FFFF_FFFF

    init(_ opening: Opening) {
        quarter = Int64(Period.offset(of: QuarterHour(opening.openedAt)))
        nature = opening.answer?.nature
        response = opening.answer.map { $0.at.microseconds - opening.openedAt.microseconds }
        resolution = opening.resolvedAt.map { $0.microseconds - opening.openedAt.microseconds }
    }

    /// Reads the one that begins at `offset`; `nil` for one that isn't one.
    ///
    /// - Precondition: there are 16 bytes.
    init?(_ bytes: [UInt8], at offset: Int) {
        func number(_ range: Range<Int>) -> UInt64 {
            var value: UInt64 = 0
            for index in range { value = value << 8 | UInt64(bytes[offset + index]) }
            return value
        }
        let head = number(0..<4)
        guard head != 0xFFFF_FFFF else { return nil }
        quarter = Int64(head >> 2)
        nature = [nil, .human, .automation, .unknown][Int(head & 3)]
        func time(_ value: UInt64) -> Int64? { value == Self.none ? nil : Int64(value) }
        response = time(number(4..<10))
        resolution = time(number(10..<16))
    }

    /// Appends the 16 bytes.
    func append(to bytes: inout [UInt8]) {
        let who: UInt64 =
            switch nature {
            case nil: 0
            case .human: 1
            case .automation: 2
            case .unknown: 3
            }
        func append(_ value: UInt64, _ count: Int) {
            for index in (0..<count).reversed() {
                bytes.append(UInt8(truncatingIfNeeded: value >> (8 * UInt64(index))))
            }
        }
        append(UInt64(quarter) << 2 | who, 4)
        append(response.map { UInt64($0) } ?? Self.none, 6)
        append(resolution.map { UInt64($0) } ?? Self.none, 6)
    }
}

extension [Opening] {
    /// All of them, packed.
    var packed: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(count * PackedOpening.size)
        for opening in self { PackedOpening(opening).append(to: &bytes) }
        return bytes
    }
}
