import Curl
import Providers
import Testing
import Vocabulary

extension EndToEnd {
    /// Following the ledger over HTTP.
    @Suite struct FollowTests {
        @Test func `a follower sees events live, and goes on after a break without gap or double`() async throws {
            try await Installation.with { installation in
                try await Server.with(installation) { server in
                    let load = Load(seed: 11)
                    #expect(await load.sendOnce(0..<5, to: server).count == 5)
                    var follower = try await EventStreamReader(server)
                    #expect(try await follower.next(5).map(\.id) == [0, 1, 2, 3, 4])
                    #expect(await load.sendOnce(5..<20, to: server).count == 15)
                    let live = try await follower.next(10)
                    #expect(live.map(\.id) == (5..<15).map(Int64.init))
                    #expect(live.allSatisfy { $0.type == "message.received" })
                    let data = try JSON(parsing: Array((live[0].text ?? "").utf8))
                    #expect(data["position"] == 5)
                    #expect(data["body"] == nil)

                    // It breaks off in the middle, and events come meanwhile.
                    async let meanwhile = load.sendOnce(20..<60, to: server)
                    var resumed = try await EventStreamReader(server, after: 14)
                    #expect(try await resumed.next(45).map(\.id) == (15..<60).map(Int64.init))
                    #expect(await meanwhile.count == 40)
                }
            }
        }

        @Test func `a follower of some kinds, with bodies, gets only those`() async throws {
            try await Installation.with { installation in
                try await Server.with(installation) { server in
                    var follower = try await EventStreamReader(server, query: "?kind=contact.updated&body=true")
                    for index in 0..<12 {
                        let event = index.isMultiple(of: 3) ? "contact.updated" : "message.received"
                        #expect(try await server.deliver(event, seed: 12, index: index).status == 200)
                    }
                    let seen = try await follower.next(4)
                    #expect(seen.map(\.id) == [0, 3, 6, 9])
                    let body = try server.sample("contact.updated", seed: 12, index: 3).body
                    let data = try JSON(parsing: Array((seen[1].text ?? "").utf8))
                    #expect(data["body"]?["text"]?.string == String(decoding: body, as: UTF8.self))
                }
            }
        }

        @Test func `a stream ends with the server, and is resumed at the next one`() async throws {
            try await Installation.with { installation in
                try await Server.with(installation) { server in
                    #expect(try await server.deliver("message.received").status == 200)
                    var follower = try await EventStreamReader(server)
                    #expect(try await follower.next(1).map(\.id) == [0])
                    #expect(try await server.terminate() == 0)
                    #expect(try await follower.next() == nil)
                }
                try await Server.with(installation) { server in
                    var follower = try await EventStreamReader(server, after: 0)
                    #expect(try await server.deliver("message.received", index: 1).status == 200)
                    #expect(try await follower.next(1).map(\.id) == [1])
                }
            }
        }
    }
}
