import TestSupport
import Testing

@testable import Postgres

/// What PostgreSQL's `_send` functions write (`SELECT encode(int8send(1), 'hex')` and the like), and what is no such thing.
@Suite("The binary format")
struct BinaryFormatTests {
    @Test(
        "parameters are encoded as the server would",
        arguments: [
            (Int64(-2), "fffffffffffffffe"), (Int16(258), "0102"), (true, "01"), (1.5, "3ff8000000000000"),
            ("ä", "c3a4"), ([1, 2] as [UInt8], "0102"),
            (PostgresTimestamp(microseconds: 946_684_800_000_001), "0000000000000001"), (PostgresJSON("{}"), "017b7d"),
            ([7] as [Int32], "0000000100000000000000170000000100000001" + "0000000400000007"),
            ([] as [Int64], "000000000000000000000014"),
            (["a", nil] as [String?], "0000000100000001000000190000000200000001" + "0000000161ffffffff"),
        ] as [(any PostgresEncodable, String)])
    func encoding(_ value: any PostgresEncodable, _ hex: String) {
        var buffer = PostgresBuffer()
        value.encodePostgres(into: &buffer)
        #expect(buffer.bytes.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined() == hex)
    }

    @Test(
        "times beyond PostgreSQL's range saturate",
        arguments: [
            (Int64.max, Int64.max), (Int64.min, Int64.min), (Int64.min + 1, Int64.min),
            (Int64.max - 1, Int64.max - 1 - 946_684_800_000_000),
        ])
    func saturation(_ microseconds: Int64, _ expected: Int64) throws {
        var buffer = PostgresBuffer()
        PostgresTimestamp(microseconds: microseconds).encodePostgres(into: &buffer)
        #expect(try buffer.bytes.span.bytes.bigEndian(Int64.self, at: 0) == expected)
    }

    @Test func `bytes that aren't a value are refused`() throws {
        func read<T: PostgresDecodable>(_ type: T.Type, _ bytes: [UInt8]) throws -> T {
            try T(postgres: bytes.span.bytes, type: .unspecified)
        }
        #expect(throws: PostgresDecodingError.malformed) { try read(Int64.self, [1, 2, 3]) }
        #expect(throws: PostgresDecodingError.outOfRange) { try read(Int16.self, [0, 1, 0, 0]) }
        #expect(throws: PostgresDecodingError.malformed) { try read(Bool.self, []) }
        #expect(throws: PostgresDecodingError.malformed) { try read(String.self, [0xFF, 0xFE]) }
        #expect(throws: PostgresDecodingError.malformed) { try read(PostgresJSON.self, []) }
        let two: [UInt8] = [0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 20] + [UInt8](repeating: 0, count: 16)
        #expect(throws: PostgresDecodingError.outOfRange) { try read([Int64].self, two) }
    }

    @Test func `cut and twisted arrays are refused or read, and never crash`() {
        let seed = UInt64.random(in: .min ... .max)
        var random = SeededGenerator(seed: seed)
        var buffer = PostgresBuffer()
        ["one", nil, "three"].encodePostgres(into: &buffer)
        for _ in 0..<5000 {
            var bytes = buffer.bytes
            for _ in 0..<Int.random(in: 0...4, using: &random) {
                bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
            }
            bytes.removeLast(Int.random(in: 0...bytes.count, using: &random))
            let read = try? [String?](postgres: bytes.span.bytes, type: .text.array)
            #expect((read?.count ?? 0) <= bytes.count, "seed \(seed)")
        }
    }

    @Test func `cut and twisted COPY messages are refused or read, and never crash`() {
        let seed = UInt64.random(in: .min ... .max)
        var random = SeededGenerator(seed: seed)
        let header = Array("PGCOPY\n".utf8) + [0xFF, 0x0D, 0x0A, 0x00] + [UInt8](repeating: 0, count: 8)
        let message = header + [0, 2, 0, 0, 0, 1, 65, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF]
        for _ in 0..<5000 {
            var bytes = message
            for _ in 0..<Int.random(in: 0...3, using: &random) {
                bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
            }
            bytes.removeLast(Int.random(in: 0...bytes.count, using: &random))
            var parser = CopyRowParser()
            bytes.withUnsafeBytes { buffer in
                try? parser.parse(buffer) { row in
                    for column in 0..<row.count { _ = try row.decode(column, as: [UInt8]?.self) }
                }
            }
        }
    }

    @Test(
        "time limits and keepalives get defaults, unless the connection string says otherwise",
        arguments: [
            ("host=a", "tcp_user_timeout", "10000", 5), ("host=a,b", "tcp_user_timeout", "5000", 10),
            ("host=a tcp_user_timeout=7", "tcp_user_timeout", "7", 5), ("host=a", "keepalives_idle", "30", 5),
            ("host=a connect_timeout=3", "host", "a", 3), ("postgresql://a,b,c/d?connect_timeout=2", "dbname", "d", 6),
            ("application_name=x", "application_name", "x", 5), ("", "fallback_application_name", "daybook", 5),
        ])
    func connectionOptions(_ string: String, _ keyword: String, _ value: String, _ seconds: Int) throws {
        let options = try ConnectionOptions(PostgresConfiguration(connectionString: string))
        #expect(options.values[keyword] == value)
        #expect(options.totalTimeout == .seconds(seconds))
        #expect(options.values["client_encoding"] == "UTF8")
    }
}
