import Ledger
import Postgres
import Samples
import Testing

struct PrivacyTests {
    /// What a dump of the database would show, bytes in hexadecimal.
    @Test func `no table of the ledger holds a name, number, address or text of the samples`() async throws {
        try await TestLedger.with { log in
            for sample in SampleEvent.all {
                for index in 0..<4 {
                    try await log.accept(
                        try TestLedger.sample(sample.source, sample.name, index: index), from: sample.source)
                }
            }
            let secrets = SampleTraffic.personalTexts
            #expect(secrets.count > 20)
            let configuration = PostgresConfiguration(connectionString: log.connectionString)
            let connection = try await PostgresConnection.connect(configuration, logger: .quiet)
            let tables = try await connection.query(
                "SELECT relname::text FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')"
            ).decode(column: 0, as: String.self)
            #expect(tables.contains("events"))
            for table in tables {
                let query: PostgresQuery =
                    """
                    SELECT secret FROM unnest(\(secrets)) AS secret, \(identifier: table) AS stored
                    WHERE strpos(stored::text, secret) > 0
                      OR strpos(stored::text, encode(convert_to(secret, 'UTF8'), 'hex')) > 0
                    """
                let found = try await connection.query(query).decode(column: 0, as: String.self)
                #expect(found == [], "\(table)")
            }
            await connection.close()
        }
    }
}
