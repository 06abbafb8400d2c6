import FoundationEssentials
import Postgres
import TestSupport
import Testing

/// A value, and how PostgreSQL itself writes it: what goes in must mean the same to the server, and come back.
struct ValueCase: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let roundTrip: @Sendable (PostgresConnection) async throws -> Void

    init<T: PostgresEncodable & PostgresDecodable & Equatable>(_ value: T, _ literal: String) {
        testDescription = "\(T.self) \(literal.prefix(60))"
        roundTrip = { connection in
            let rows = try await connection.query("SELECT \(value), \(value) = \(unsafe: literal), \(unsafe: literal)")
            let (back, isEqual, read) = try #require(try rows.decode(T.self, Bool.self, T.self).first)
            #expect(back == value)
            #expect(isEqual)
            #expect(read == value)
        }
    }
}

@Suite("Values go to the server and come back")
struct ValueRoundTripTests {
    static let cases: [ValueCase] = [
        ValueCase(true, "true"),
        ValueCase(false, "false"),
        ValueCase(Int16.min, "(-32768)::int2"),
        ValueCase(Int32.max, "2147483647::int4"),
        ValueCase(Int64.min, "(-9223372036854775808)::int8"),
        ValueCase(Int64.max, "9223372036854775807::int8"),
        ValueCase(Int(-1), "(-1)::int8"),
        ValueCase(0.1, "0.1::float8"),
        ValueCase(-Double.infinity, "'-Infinity'::float8"),
        ValueCase("", "''::text"),
        ValueCase("Grüße, 世界 👋🏽 '\"\\", "E'Grüße, 世界 👋🏽 \\'\"\\\\'::text"),
        ValueCase(String(repeating: "ä", count: 100_000), "repeat('ä', 100000)"),
        ValueCase([UInt8]([0, 1, 255, 92]), "'\\x0001ff5c'::bytea"),
        ValueCase([UInt8](), "''::bytea"),
        ValueCase([UInt8](repeating: 7, count: 3_000_000), "decode(repeat('07', 3000000), 'hex')"),
        ValueCase(
            UUID(uuid: (0, 17, 34, 51, 68, 85, 102, 119, 136, 153, 170, 187, 204, 221, 238, 255)),
            "'00112233-4455-6677-8899-aabbccddeeff'::uuid"),
        ValueCase(PostgresTimestamp(microseconds: 0), "'1970-01-01 00:00+00'::timestamptz"),
        ValueCase(
            PostgresTimestamp(microseconds: 1_700_000_000_123_456), "'2023-11-14 22:13:20.123456+00'::timestamptz"),
        ValueCase(PostgresTimestamp(microseconds: -1), "'1969-12-31 23:59:59.999999+00'::timestamptz"),
        ValueCase(PostgresTimestamp.infinity, "'infinity'::timestamptz"),
        ValueCase(PostgresTimestamp.negativeInfinity, "'-infinity'::timestamptz"),
        ValueCase(PostgresJSON(#"{"a": [1, null, "ü"]}"#), #"'{"a":[1,null,"ü"]}'::jsonb"#),
        ValueCase([Int64]([1, -2, 3]), "'{1,-2,3}'::int8[]"),
        ValueCase([Int64](), "'{}'::int8[]"),
        ValueCase([Int16]([1, 2]), "'{1,2}'::int2[]"),
        ValueCase([Int32]([1, 2]), "'{1,2}'::int4[]"),
        ValueCase([Int64?]([1, nil, 3]), "'{1,NULL,3}'::int8[]"),
        ValueCase([true, false], "'{t,f}'::bool[]"),
        ValueCase([0.5, -1], "'{0.5,-1}'::float8[]"),
        ValueCase(["a", "", "NULL", "{\"x\"}"], #"ARRAY['a', '', 'NULL', '{"x"}']"#),
        ValueCase([String?]([nil, "x", nil]), "ARRAY[NULL, 'x', NULL]"),
        ValueCase([[1, 2], [], [255]] as [[UInt8]], #"ARRAY['\x0102', '', '\xff']::bytea[]"#),
        ValueCase([[1], nil] as [[UInt8]?], #"ARRAY['\x01', NULL]::bytea[]"#),
        ValueCase(
            [UUID(uuid: (1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2))],
            "ARRAY['01000000-0000-0000-0000-000000000002']::uuid[]"),
        ValueCase([PostgresTimestamp(microseconds: 5)], "ARRAY['1970-01-01 00:00:00.000005+00']::timestamptz[]"),
        ValueCase([PostgresJSON("{}"), PostgresJSON("1")], "ARRAY['{}', '1']::jsonb[]"),
    ]

    /// These make no tables, so one database does for all of them.
    private static let database = SharedDatabase()

    @Test("each type in its binary format", arguments: cases)
    func roundTrip(_ value: ValueCase) async throws {
        let connection = try await PostgresConnection.connect(Self.database.configuration(), logger: testLogger)
        try await value.roundTrip(connection)
        await connection.close()
    }

    @Test func `256 random rows go through unnest and come back`() async throws {
        let seed = UInt64.random(in: .min ... .max)
        var random = SeededGenerator(seed: seed)
        let ids = (0..<256).map { _ in Int64.random(in: .min ... .max, using: &random) }
        let bodies = (0..<256).map { _ in
            (0..<Int.random(in: 0...300, using: &random)).map { _ in UInt8.random(in: 0...255, using: &random) }
        }
        let names = (0..<256).map { $0 % 7 == 0 ? nil : String($0, radix: 2) }
        try await withConnection { connection in
            let rows = try await connection.query(
                """
                SELECT * FROM unnest(\(ids), \(bodies), \(names)) WITH ORDINALITY AS t(id, body, name, n) ORDER BY n
                """)
            let back = try rows.decode(Int64.self, [UInt8].self, String?.self, Int.self)
            #expect(back.map(\.0) == ids, "seed \(seed)")
            #expect(back.map(\.1) == bodies, "seed \(seed)")
            #expect(back.map(\.2) == names, "seed \(seed)")
            #expect(back.map(\.3) == Array(1...256), "seed \(seed)")
        }
    }

    @Test func `NULL is nil for an optional, and an error that names the column otherwise`() async throws {
        try await withConnection { connection in
            let rows = try await connection.query("SELECT \(nil as Int64?) AS lost, \(nil as String?)")
            let row = try #require(rows.first)
            #expect(try row[0].decode(Int64?.self) == nil)
            #expect(row[1].isNull)
            let error = try await postgresError { _ = try row[0].decode(Int64.self) }
            #expect(error.code == .decoding)
            #expect(error.message.contains("0 (lost)"))
        }
    }

    @Test func `a column of another type is refused before any cell is read`() async throws {
        try await withConnection { connection in
            let rows = try await connection.query("SELECT 'x'::text AS name WHERE false")
            #expect(throws: PostgresError.self) { try rows.decode(Int64.self) }
            #expect(throws: PostgresError.self) { try rows.decode(String.self, String.self) }
        }
    }

    @Test func `integers widen, and refuse what doesn't fit`() async throws {
        try await withConnection { connection in
            let rows = try await connection.query("SELECT 7::int2, 70000::int4, 3000000000::int8, 4000000000::oid")
            let row = try #require(rows.first)
            let (small, middle, large, oid) = try row.decode(Int64.self, Int.self, Int64.self, Int64.self)
            #expect([small, Int64(middle), large, oid] == [7, 70_000, 3_000_000_000, 4_000_000_000])
            #expect(throws: PostgresError.self) { try row[1].decode(Int16.self) }
            #expect(throws: PostgresError.self) { try row[2].decode(Int32.self) }
        }
    }

    @Test func `newtypes and enums travel as what they stand for`() async throws {
        try await withConnection { connection in
            try await connection.execute("CREATE TYPE mood AS ENUM ('calm', 'urgent')")
            let rows = try await connection.query(
                "SELECT \([Serial(rawValue: 4), Serial(rawValue: 5)]), \(Mood.urgent)::mood, \(Mood.calm), 'angry'")
            let row = try #require(rows.first)
            let (serials, mood, text) = try row.decode([Serial].self, Mood.self, Mood.self)
            #expect(serials.map(\.rawValue) == [4, 5])
            #expect(mood == .urgent)
            #expect(text == .calm)
            #expect(throws: PostgresError.self) { try row[3].decode(Mood.self) }
        }
    }

    private struct Serial: RawRepresentable, PostgresValue {
        let rawValue: Int64
    }

    private enum Mood: String, PostgresValue {
        case calm, urgent
    }
}
