import Cryptography
import Curl
import Providers
import Samples
import Testing
import Vocabulary

extension EndToEnd {
    /// Where personal data may lie, and where it must not.
    @Suite struct PrivacyTests {
        @Test func `a dump of all but the projections' tables holds no personal text of the samples`() async throws {
            try await Installation.with { installation in
                try await Server.with(installation, changes: ["LOG_LEVEL": "trace"]) { server in
                    try await Self.playEverything(to: server)
                    try await installation.untilInboxIsCurrent()
                    #expect(try await server.terminate() == 0)
                    let log = server.process.errors + server.process.output
                    #expect(Self.personalTexts(in: log).isEmpty)
                }
                let ledger = try await Self.dump(
                    installation, "--exclude-table=inbox_*", "--exclude-table=contacts_*", "--exclude-table=sheets_*",
                    "--exclude-table=lookup_*")
                #expect(ledger.contains("COPY"), "the dump holds no rows")
                #expect(Self.personalTexts(in: ledger) == [])

                // The same search finds what is there to be found.
                let inbox = try await Self.dump(installation, "--table=inbox_*")
                let found = Set(Self.personalTexts(in: inbox))
                for contact in SampleContact.cast where contact.medium != .email {
                    #expect(found.contains(contact.phone))
                }
                #expect(found.count > SampleContact.cast.count * 2)
                let sealed = Hex.encode(Array(SampleContact.cast[0].phone.utf8))
                #expect(Self.personalTexts(in: "\\x00\(sealed)00").contains(SampleContact.cast[0].phone))
            }
        }

        /// Every sample, with every contact among them.
        private static func playEverything(to server: Server) async throws {
            for (index, sample) in (SampleEvent.all + SampleEvent.all).enumerated() {
                let response = try await server.deliver(sample.name, from: sample.source, seed: 6, index: index)
                #expect(response.status == 200, "\(sample.name): \(response.text)")
            }
            for index in 100..<160 {
                #expect(try await server.deliver("message.received", seed: 6, index: index).status == 200)
            }
            // What is kept without being read is personal as well.
            let contact = SampleContact.cast[0]
            let rubbish = Array("\(contact.name) \(contact.phone) \(contact.email)".utf8)
            #expect(try await server.deliver(Server.signedByRespondIO(rubbish), from: .respondIO).status == 200)
        }

        private static func dump(_ installation: Installation, _ options: String...) async throws -> String {
            let outcome = try await run(
                "pg_dump", ["--dbname", installation.database] + options, environment: ["LC_ALL": "C.UTF-8"],
                in: installation.folder)
            guard outcome.status == 0 else { throw HarnessError("pg_dump: \(outcome.errors)") }
            return outcome.output
        }

        /// The personal texts that a text holds, as they are or as PostgreSQL writes bytes.
        private static func personalTexts(in text: String) -> [String] {
            SampleTraffic.personalTexts.filter { personal in
                text.holds(personal) || text.holds(Hex.encode(Array(personal.utf8)))
            }
        }
    }
}
