import Ledger
import Postgres
import Testing
import Vocabulary

struct PrivacyTests {
    private static let secrets = [
        "+4915112345678", "15112345678", "erika.mustermann@example.com", "Mustermann", "Ich möchte kündigen.",
        "SM0123456789",
        "contact-310001", "conversation-77",
    ]

    /// What `pg_dump` would show: every column of every table as text, and what bytes say in hexadecimal.
    @Test func `no table of the ledger holds anything personal`() async throws {
        try await TestDatabase.with { database in
            try await database.withLedger { ledger in
                let request = SubjectRequest(
                    tenant: .default,
                    identifiers: [
                        ContactIdentifier(.provider(.respondIO), "contact-310001"),
                        ContactIdentifier(.phone, "+4915112345678"),
                        ContactIdentifier(.email, "erika.mustermann@example.com"),
                    ])
                let subject = try await ledger.subjects([request])[0]
                let body = EventBody.verbatim(
                    headers: ["content-type": "application/json"],
                    bytes: Array(Self.secrets.joined(separator: " ").utf8))
                _ = try await ledger.append([
                    EventDraft(
                        tenant: .default, kind: .messageReceived, source: .twilio, key: "SM0123456789",
                        subject: subject,
                        conversation: ledger.conversation(.default, .twilio, "conversation-77"),
                        actor: .provider(.twilio), body: body)
                ])
            }
            try await database.asOwner { connection in
                let tables = try await connection.query(
                    "SELECT relname::text FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')"
                ).decode(column: 0, as: String.self)
                #expect(tables.count > 12)
                for table in tables {
                    let query: PostgresQuery =
                        """
                        SELECT secret FROM unnest(\(Self.secrets)) AS secret, \(identifier: table) AS stored
                        WHERE strpos(lower(stored::text), lower(secret)) > 0
                          OR strpos(stored::text, encode(convert_to(secret, 'UTF8'), 'hex')) > 0
                        """
                    let found = try await connection.query(query).decode(column: 0, as: String.self)
                    #expect(found == [], "\(table)")
                }
            }
        }
    }
}
