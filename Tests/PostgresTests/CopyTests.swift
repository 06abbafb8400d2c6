import Postgres
import Synchronization
import Testing

private struct Refusal: Error {}

@Suite("COPY")
struct CopyTests {
    private let copyIn: PostgresQuery = "COPY t FROM STDIN (FORMAT binary)"
    private let copyOut: PostgresQuery = "COPY (SELECT * FROM t ORDER BY id) TO STDOUT (FORMAT binary)"

    private func withTable(_ body: (PostgresConnection) async throws -> Void) async throws {
        try await withConnection { connection in
            try await connection.execute("CREATE TABLE t (id int8 PRIMARY KEY, name text, body bytea, doc jsonb)")
            try await body(connection)
            // Whatever happened, the connection is as it was.
            #expect(connection.transactionStatus == .idle)
            #expect(try await connection.query("SELECT 1").count == 1)
        }
    }

    private func fill(_ connection: PostgresConnection, _ rows: Range<Int64>, size: Int) async throws -> Int {
        try await connection.copyIn(copyIn) { writer in
            for id in rows {
                try writer.writeRow(
                    id, id % 3 == 0 ? nil : "row \(id)", [UInt8](repeating: UInt8(id % 256), count: size),
                    PostgresJSON("{\"id\": \(id)}"))
            }
        }
    }

    @Test func `rows go in and come out, over many chunks`() async throws {
        try await withTable { connection in
            #expect(try await fill(connection, 0..<3000, size: 500) == 3000)
            let next = Mutex<Int64>(0)
            let count = try await connection.copyOut(copyOut) { row in
                let expected = next.withLock { next in
                    defer { next += 1 }
                    return next
                }
                let (id, name, body, doc) = try row.decode(Int64.self, String?.self, [UInt8].self, PostgresJSON.self)
                #expect(id == expected)
                #expect(name == (id % 3 == 0 ? nil : "row \(id)"))
                #expect(body == [UInt8](repeating: UInt8(id % 256), count: 500))
                #expect(doc.text == "{\"id\": \(id)}")
                #expect(row.count == 4)
                #expect(row.isNull(1) == (id % 3 == 0))
            }
            #expect(count == 3000)
            #expect(next.withLock { $0 } == 3000)
        }
    }

    @Test func `cells are lent where they lie, and what is made of them comes back`() async throws {
        try await withTable { connection in
            _ = try await fill(connection, 0..<3000, size: 500)
            let made = try await connection.copyOut(copyOut, into: (ids: [Int64](), nulls: 0, bytes: 0)) {
                made, cells in
                let id = try cells.take().map { Int64(bigEndian: $0.loadUnaligned(as: Int64.self)) }
                made.ids.append(id ?? -1)
                if try cells.take() == nil { made.nulls += 1 }
                // Cells may be left over: the last one always is, this one at times.
                if made.ids.count.isMultiple(of: 2) { made.bytes += try cells.take()?.count ?? 0 }
            }
            #expect(made.ids == Array(0..<3000))
            #expect(made.nulls == 1000)
            #expect(made.bytes == 1500 * 500)
        }
    }

    @Test func `more cells than there are is an error, after which the connection goes on`() async throws {
        try await withTable { connection async throws in
            _ = try await fill(connection, 0..<10, size: 1)
            let error = await #expect(throws: PostgresError.self) {
                try await connection.copyOut(copyOut, into: 0) { count, cells in
                    for _ in 0..<5 { _ = try cells.take() }
                    count += 1
                }
            }
            #expect(error?.code == .protocolViolation)
            let none = try await connection.copyOut("COPY (SELECT 1 LIMIT 0) TO STDOUT (FORMAT binary)", into: 0) {
                count, _ in count += 1
            }
            #expect(none == 0)
        }
    }

    @Test func `no rows are a COPY, too`() async throws {
        try await withTable { connection async throws in
            #expect(try await fill(connection, 0..<0, size: 0) == 0)
            #expect(try await connection.copyOut(copyOut) { _ in Issue.record("there is no row") } == 0)
        }
    }

    @Test(arguments: [Int64(0), 1, 5000])
    func `an error while writing undoes the COPY and comes back`(_ rows: Int64) async throws {
        try await withTable { connection async throws in
            await #expect(throws: Refusal.self) {
                try await connection.copyIn(copyIn) { writer in
                    for id in 0..<rows { try writer.writeRow(id, "x", [UInt8](), PostgresJSON("{}")) }
                    throw Refusal()
                }
            }
            #expect(try await connection.query("SELECT * FROM t").isEmpty)
        }
    }

    @Test func `too few and too many cells are refused`() async throws {
        try await withTable { connection in
            for write: @Sendable (inout PostgresCopyWriter) throws -> Void in [
                { try $0.writeRow(Int64(1), "x") },
                { try $0.writeRow(Int64(1), "x", [UInt8](), PostgresJSON("{}"), "more") },
            ] {
                let error = try await postgresError { try await connection.copyIn(copyIn, write) }
                #expect(error.code == .encoding)
            }
        }
    }

    @Test func `what the server refuses is an error with its SQLSTATE`() async throws {
        try await withTable { connection in
            let twice = try await postgresError {
                try await connection.copyIn(copyIn) { writer in
                    for _ in 0..<2 { try writer.writeRow(Int64(1), "x", [UInt8](), PostgresJSON("{}")) }
                }
            }
            #expect(twice.isUniqueViolation)
            let narrow = try await postgresError {
                try await connection.copyIn(copyIn) { try $0.writeRow(Int32(1), "x", [UInt8](), PostgresJSON("{}")) }
            }
            // Four bytes where eight should be are a message cut short.
            #expect(narrow.sqlState == "08P01")
            #expect(!narrow.isUnavailable)
            let nowhere = try await postgresError {
                try await connection.copyIn("COPY nowhere FROM STDIN (FORMAT binary)") { _ in }
            }
            #expect(nowhere.sqlState == "42P01")
            let noCopy = try await postgresError { try await connection.copyOut("SELECT 1") { _ in } }
            #expect(noCopy.code == .protocolViolation)
        }
    }

    @Test func `an error while reading stops the COPY and comes back`() async throws {
        try await withTable { connection in
            _ = try await fill(connection, 0..<20_000, size: 100)
            await #expect(throws: Refusal.self) {
                try await connection.copyOut(copyOut) { row in
                    if try row.decode(0, as: Int64.self) == 10 { throw Refusal() }
                }
            }
            let error = try await postgresError {
                try await connection.copyOut(copyOut) { _ = try $0.decode(0, as: Bool.self) }
            }
            #expect(error.code == .decoding)
        }
    }

    @Test func `a task that is cancelled stops its COPY`() async throws {
        try await withTable { connection in
            let endless: PostgresQuery = "COPY (SELECT generate_series(1, 1000000000)) TO STDOUT (FORMAT binary)"
            let (started, starts) = AsyncStream.makeStream(of: Void.self)
            let code = try await withThrowingTaskGroup(of: PostgresError.Code?.self) { group in
                group.addTask {
                    try await postgresError { try await connection.copyOut(endless) { _ in starts.yield() } }.code
                }
                for await _ in started { break }
                group.cancelAll()
                return try await group.next()
            }
            #expect(code == .cancelled)
        }
    }
}
