import TestSupport
import Testing
import Vocabulary

struct JSONRoundTripTests {
    @Test func `what is written is read back, and canonical forms don't depend on the order of members`() throws {
        let seed = UInt64.random(in: .min ... .max)
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<2000 {
            let value = Self.value(depth: 5, &generator)
            #expect(try JSON(parsing: value.serialized()) == value, "seed \(seed)")
            let shuffled = Self.shuffled(value, &generator)
            if let canonical = try? value.canonical() {
                #expect(try shuffled.canonical() == canonical, "seed \(seed)")
                #expect(try JSON(parsing: canonical).canonical() == canonical, "seed \(seed)")
            }
        }
    }

    @Test func `changed bytes are read or refused`() throws {
        let seed = UInt64.random(in: .min ... .max)
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<5000 {
            var bytes = Self.value(depth: 4, &generator).serialized()
            for _ in 0..<Int.random(in: 1...3, using: &generator) where !bytes.isEmpty {
                let place = Int.random(in: 0..<bytes.count, using: &generator)
                switch Int.random(in: 0..<3, using: &generator) {
                case 0: bytes[place] = UInt8.random(in: 0...255, using: &generator)
                case 1: bytes.remove(at: place)
                default: bytes.insert(Array(#""\{}[],:0-eu"#.utf8).randomElement(using: &generator) ?? 0, at: place)
                }
            }
            if let value = try? JSON(parsing: bytes) {
                #expect(try JSON(parsing: value.serialized()) == value, "seed \(seed)")
            }
        }
    }

    private static func value(depth: Int, _ generator: inout SeededGenerator) -> JSON {
        switch Int.random(in: 0..<(depth > 0 ? 9 : 6), using: &generator) {
        case 0: return .null
        case 1: return .bool(Bool.random(using: &generator))
        case 2: return .integer(Int64.random(in: .min ... .max, using: &generator))
        case 3: return .integer(Int64.random(in: -1000...1000, using: &generator))
        case 4:
            return .decimal(
                "\(Int.random(in: -99...99, using: &generator)).\(Int.random(in: 0...99, using: &generator))e-7")
        case 5: return .string(text(&generator))
        case 6, 7:
            return .array(
                (0..<Int.random(in: 0...4, using: &generator)).map { _ in value(depth: depth - 1, &generator) })
        default:
            var object = JSONObject()
            for _ in 0..<Int.random(in: 0...20, using: &generator) {
                object[text(&generator)] = value(depth: depth - 3, &generator)
            }
            return .object(object)
        }
    }

    private static func text(_ generator: inout SeededGenerator) -> String {
        let ranges: [ClosedRange<UInt32>] = [
            0...0x7F, 0x20...0x7E, 0x80...0x7FF, 0x800...0xD7FF, 0xE000...0xFFFF, 0x10000...0x10FFFF,
        ]
        let scalars = (0..<Int.random(in: 0...12, using: &generator)).compactMap { _ in
            ranges.randomElement(using: &generator).flatMap { Unicode.Scalar(UInt32.random(in: $0, using: &generator)) }
        }
        return String(String.UnicodeScalarView(scalars))
    }

    private static func shuffled(_ value: JSON, _ generator: inout SeededGenerator) -> JSON {
        switch value {
        case .array(let elements): return .array(elements.map { shuffled($0, &generator) })
        case .object(let object):
            let members = object.members.shuffled(using: &generator).map { ($0.name, shuffled($0.value, &generator)) }
            return .object(JSONObject(members))
        default: return value
        }
    }
}
