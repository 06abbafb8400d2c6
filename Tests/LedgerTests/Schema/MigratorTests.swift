import LedgerSchema
import Postgres
import PostgresCluster
import TestSupport
import Testing

@testable import Ledger

struct MigratorTests {
    private static let names = Migration.all.map(\.name)

    @Test func `a fresh database gets all migrations in order, and none a second time`() async throws {
        try await TestDatabase.withEmpty { database in
            #expect(try await database.migrate() == Self.names)
            #expect(try await database.migrate() == [])
            try await database.asOwner { try await Migrator.requireCurrent(on: $0) }
        }
    }

    @Test func `migrators of one database run each migration once between them`() async throws {
        try await TestDatabase.withEmpty { database in
            let done = try await withThrowingTaskGroup(of: [String].self) { group in
                for _ in 0..<4 { group.addTask { try await database.migrate() } }
                return try await group.reduce(into: [], +=)
            }
            #expect(done == Self.names)
        }
    }

    /// Roles belong to the whole cluster.
    @Test func `several databases of one new cluster are migrated at once`() async throws {
        try await TestCluster.withOwn { cluster in
            for number in 0..<4 { try await cluster.createDatabase("log_\(number)") }
            try await withThrowingTaskGroup(of: [String].self) { group in
                for number in 0..<4 {
                    let database = TestDatabase(connectionString: cluster.connectionString(database: "log_\(number)"))
                    group.addTask { try await database.migrate() }
                }
                for try await done in group { #expect(done == Self.names) }
            }
        }
    }

    @Test func `an owner without superuser rights can migrate`() async throws {
        try await TestCluster.withOwn { cluster in
            let superuser = TestDatabase(connectionString: cluster.connectionString(database: "postgres"))
            try await superuser.execute("CREATE ROLE owner LOGIN CREATEROLE")
            try await superuser.execute("CREATE DATABASE log OWNER owner")
            let database = TestDatabase(connectionString: cluster.connectionString(database: "log", role: "owner"))
            #expect(try await database.migrate() == Self.names)
            try await database.withLedger { ledger in
                let subject = try await ledger.contact()
                #expect(try await ledger.append([.note("a", about: subject)])[0].isRecorded)
            }
        }
    }

    @Test func `a schema of any name will do`() async throws {
        try await TestDatabase.withEmpty { database in
            let name = "Log of the \"house\", in a name of as many bytes as there may be"
            try await database.asOwner { connection in
                try await connection.execute("CREATE SCHEMA \(identifier: name)")
                try await connection.execute(
                    "SELECT set_config('my.path', quote_ident(\(name)), false)")
                try await connection.executeScript(
                    "DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET search_path = %s', current_database(), current_setting('my.path')); END $$"
                )
            }
            #expect(try await database.migrate() == Self.names)
            try await database.withLedger { ledger in
                let subject = try await ledger.contact()
                #expect(try await ledger.append([.note("a", about: subject)])[0].isRecorded)
                #expect(await ledger.head.wait(beyond: 0, atMost: .seconds(20)) == 1)
            }
        }
    }

    @Test func `a search path without a schema is named`() async throws {
        try await TestDatabase.withEmpty { database in
            try await database.execute("DROP SCHEMA public")
            let error = await #expect(throws: LedgerError.self) { try await database.migrate() }
            #expect(error?.code == .schema)
            #expect(error?.description.contains("search path") == true)
        }
    }

    @Test func `a migration that was edited is refused`() async throws {
        try await TestDatabase.with { database in
            try await database.execute("UPDATE schema_migrations SET digest = sha256('other') WHERE version = 3")
            let error = await #expect(throws: LedgerError.self) { try await database.migrate() }
            #expect(error?.code == .schema)
            #expect(error?.description.contains("Migration 3") == true)
            await #expect(throws: LedgerError.self) { try await database.open() }
        }
    }

    @Test func `a database of a newer version is refused`() async throws {
        try await TestDatabase.with { database in
            try await database.execute(
                "INSERT INTO schema_migrations (version, name, digest) VALUES (99, 'future', sha256('x'))")
            let error = await #expect(throws: LedgerError.self) { try await database.migrate() }
            #expect(error?.code == .schema)
            #expect(error?.description.contains("newer") == true)
        }
    }

    @Test func `a database of an older version is refused, with what to do`() async throws {
        try await TestDatabase.with { database in
            try await database.execute("DELETE FROM schema_migrations WHERE version = \(Migration.all.count)")
            let error = await #expect(throws: LedgerError.self) { try await database.open() }
            #expect(error?.code == .schema)
            #expect(error?.description.contains("daybook migrate") == true)
        }
    }

    @Test func `a ledger isn't opened before its database is migrated`() async throws {
        try await TestCluster.withOwn { cluster in
            try await cluster.createDatabase("empty")
            let database = TestDatabase(connectionString: cluster.connectionString(database: "empty"))
            // Neither without the roles, nor with them.
            let noRoles = await #expect(throws: LedgerError.self) { try await database.open() }
            #expect(noRoles?.code == .schema)
            #expect(noRoles?.description.contains("daybook migrate") == true)
            try await database.execute("CREATE ROLE daybook_writer")
            let noTables = await #expect(throws: LedgerError.self) { try await database.open() }
            #expect(noTables?.code == .schema)
            #expect(noTables?.description.contains("daybook migrate") == true)
        }
    }

    @Test func `a database that can't be reached is unavailable`() async throws {
        let database = TestDatabase(connectionString: "host=/nowhere dbname=none")
        let error = await #expect(throws: LedgerError.self) { try await database.open() }
        #expect(error?.code == .unavailable)
    }
}
