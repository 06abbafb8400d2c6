import Curl
import Postgres
import Testing
import Vocabulary

extension EndToEnd {
    /// The primary is lost, and its standby takes its place.
    @Suite struct FailoverTests {
        @Test func `with synchronous replication no acknowledged event is missing after a failover`() async throws {
            try await ReplicatedDatabase.with(isSynchronous: true) { database in
                try await Installation.with(database: database.connectionString) { installation in
                    try await Server.with(installation) { server in
                        let load = Load(seed: 41, width: 16)
                        async let interrupted = load.sendOnce(0..<400, to: server)
                        try await eventually("some events") { try await installation.eventCount() > 60 }
                        try await database.failOver()
                        let acknowledged = await interrupted
                        #expect((1..<400).contains(acknowledged.count), "\(acknowledged.count)")

                        try await load.sendUntilAcknowledged(0..<400, to: server)
                        #expect(server.process.poll() == nil, "the server had to be started again")
                        let occurrences = try await load.occurrences(0..<400, in: server)
                        #expect(acknowledged.filter { occurrences[$0] != 1 }.isEmpty)
                        #expect(occurrences.filter { $0.value != 1 }.isEmpty)
                        _ = try await EndToEnd.checkpoint(of: 400, from: server)
                        try await installation.untilInboxIsCurrent()
                        let verification = try await installation.daybook(
                            "audit", "verify", "--checkpoint", Self.kept(installation))
                        #expect(verification.status == 0, "\(verification)")
                    }
                }
            }
        }

        @Test
        func `a failover that loses published events is detected: nothing is signed, appends go on and can be read`()
            async throws
        {
            try await ReplicatedDatabase.with(isSynchronous: false) { database in
                try await Installation.with(database: database.connectionString) { installation in
                    try await Server.with(installation) { server in
                        let load = Load(seed: 42)
                        #expect(await load.sendOnce(0..<30, to: server).count == 30)
                        _ = try await EndToEnd.checkpoint(of: 30, from: server)
                        try await database.untilReplicated()
                        try await database.cutReplication()
                        // Of contacts that nobody knew before, so that the keys of their events are lost as well.
                        for number in 0..<20 { try await Self.deliver(number, to: server) }
                        _ = try await EndToEnd.checkpoint(of: 50, from: server)
                        try await installation.untilInboxIsCurrent()

                        try await database.failOver()
                        let refusal = try await eventually("the refusal to sign") {
                            let response = try await server.get("/checkpoint")
                            return response.errorCode == "checkpoint_refused" ? response : nil
                        }
                        #expect(refusal.status == 503)
                        #expect(refusal.text.contains("50 was published"), "\(refusal.text)")
                        #expect(refusal.text.contains("from a replica or a backup"))
                        #expect(server.process.errors.contains("no checkpoint was signed"))

                        // The same contacts write again: what the server remembers of them must not be what was lost.
                        for number in 0..<10 { try await Self.deliver(number, to: server) }
                        // Read by another server, which has only what the database has.
                        let events = try await Server.with(installation) { try await $0.events() }
                        #expect(events.count == 40)
                        #expect(events.allSatisfy { $0["body"]?["text"]?.string != nil }, "an event can't be opened")
                        try await installation.untilInboxIsCurrent()

                        // As long again as what was published, and not the same.
                        for number in 20..<40 { try await Self.deliver(number, to: server) }
                        try await eventually("the longer log's refusal") {
                            try await server.get("/checkpoint").text.contains("or it was rolled back and continued")
                        }
                        #expect(try await server.terminate() == 0)
                    }
                    let size: Int64 = try await installation.value("SELECT max(size) FROM checkpoints")
                    #expect(size == 30)
                    // What is beside the signing key is always compared.
                    let verification = try await installation.daybook("audit", "verify")
                    #expect(verification.status == 3, "\(verification)")
                }
            }
        }

        /// Where the last checkpoint that was signed is kept.
        private static func kept(_ installation: Installation) -> String {
            installation.environment["DAYBOOK_SIGNING_KEY_FILE", default: ""] + ".last"
        }

        /// Delivers a message of a contact of its own, until it is acknowledged.
        private static func deliver(_ number: Int, to server: Server) async throws {
            let payload: JSON = [
                "event": "message.received", "timestamp": "2025-10-09T08:53:20Z",
                "data": [
                    "contactId": .string("contact_new_\(number)"), "messageId": .string("msg_new_\(number)"),
                    "channelId": "channel_1", "channel": "whatsapp", "conversationId": .string("conv_new_\(number)"),
                    "message": [
                        "text": "hello", "type": "text", "timestamp": "2025-10-09T08:53:20Z", "direction": "inbound",
                    ],
                    "contact": [
                        "identifier": .string("+1555010\(1000 + number)"), "name": "New", "email": "new@example.com",
                    ],
                ],
            ]
            let webhook = Server.signedByRespondIO(payload.serialized())
            try await eventually("an acknowledgement") {
                (try? await server.deliver(webhook, from: .respondIO).status) == 200
            }
        }
    }
}
