import Curl
import PostgresCluster
import Server
import Testing
import Vocabulary

@Suite(.serialized) struct OutageTests {
    @Test func `With PostgreSQL stopped webhooks are 503, and taken again by themselves after its restart`()
        async throws
    {
        try await withScratchCluster { cluster in
            try await cluster.createDatabase("daybook")
            try await TestServer.run(database: cluster.connectionString(database: "daybook")) { server in
                let key = try await server.key(.inbox)
                let before = try server.sample(.respondIO, "message.received", index: 0)
                #expect(try await server.deliver(before, to: "/webhook/respond-io").status == 200)

                try await cluster.stop(.immediate)
                // One of a contact that is known, and one of a contact that isn't: both must give up in time.
                for index in [0, 1] {
                    let webhook = try server.sample(.respondIO, "message.sent", index: index)
                    let start = ContinuousClock.now
                    let answer = try await server.deliver(webhook, to: "/webhook/respond-io")
                    #expect(answer.status == 503)
                    #expect(answer.headers["retry-after"] != nil)
                    #expect(answer.errorCode == "ledger_unavailable")
                    #expect(start.duration(to: .now) < .milliseconds(2300))
                }
                #expect(try await server.send(.get, "/healthz").status == 200)
                let ready = try await server.send(.get, "/readyz")
                #expect(ready.status == 503)
                #expect(try ready.json["database"]?.string == "unreachable")
                let read = try await server.send(.get, "/api/whatsapp/inbox", headers: key)
                #expect(read.status == 503)
                #expect(read.errorCode == "database_unavailable")

                try await cluster.restart()
                let after = try server.sample(.respondIO, "message.received", index: 2)
                try await server.eventually {
                    try await server.deliver(after, to: "/webhook/respond-io").status == 200
                }
                try await server.eventually { try await server.send(.get, "/readyz").status == 200 }
                #expect(try await server.deliver(before, to: "/webhook/respond-io").status == 200)
                try await server.eventually {
                    let answer = try await server.send(.get, "/api/whatsapp/inbox", headers: key)
                    let count = try answer.json["count"]?.integer ?? 0
                    return answer.status == 200 && count >= 2
                }
            }
        }
    }
}
