import Testing
import Vocabulary

@testable import DaybookClient

/// Conversations, from the agent's first call to its last.
@Suite(.serialized, .timeLimit(.minutes(1))) struct ConversationTests {
    private static let phone = "+51999999999"

    private static func talk(_ agent: Agent) async -> String? {
        await agent.client.withConversation(
            user: phone, subDomain: "restaurant-abc", localID: "branch01", botID: "bot123"
        ) {
            conversation in
            await conversation.addUserMessage("Quiero una pizza")
            await conversation.sync(graphState: [
                "current_intent": "order", "order_stage": "cart", "cart": ["total": 15],
            ])
            await conversation.addBotMessage("¿De qué tamaño?")
            await conversation.linkOrder("order-7")
            return conversation.sessionID
        }
    }

    private static func expectTalk(_ session: String, _ recorded: [StandIn.Recorded]) {
        let agent = "/api/v1/whatsapp/agent/conversations/\(session)"
        #expect(
            recorded.map(\.path) == [
                "/api/v1/conversations", "\(agent)/messages", "\(agent)/sync", "\(agent)/messages", "\(agent)/orders",
            ])
        #expect(recorded.allSatisfy { $0.body["subDomain"] == "restaurant-abc" })
        #expect(recorded[0].body["localId"] == "branch01")
        #expect(recorded[1].body["role"] == "user")
        #expect(recorded[2].body["currentIntent"] == "order")
        #expect(recorded[2].body["context"] == ["orderTotal": 15])
        #expect(recorded[3].body["role"] == "bot")
        #expect(recorded[4].body["orderId"] == "order-7")
        let times = recorded.compactMap { $0.body["timestamp"]?.string.flatMap { Timestamp($0) } }
        #expect(times.count == 2 && times[0] < times[1])
    }

    @Test func `what is said of a conversation is recorded as it is said`() async throws {
        try await Agent.with { agent in
            let session = try #require(await Self.talk(agent))
            #expect(session.hasPrefix("bot123_"))
            // Its id tells nobody whom it is with.
            #expect(!session.contains("51999999999"))
            Self.expectTalk(session, agent.standIn.recorded)
            // Whoever comes again goes on with it.
            #expect(
                await agent.client.initializeConversation(forUser: Self.phone, subDomain: "restaurant-abc") == session)
            #expect(agent.client.metrics.recorded == 5)
        }
    }

    @Test func `a conversation that begins while the server is down is recorded later, its beginning first`()
        async throws
    {
        try await Agent.with(.down) { agent in
            let session = try #require(await Self.talk(agent))
            #expect(
                await agent.client.initializeConversation(
                    forUser: "51999999999", subDomain: "restaurant-abc", localID: "branch01", botID: "bot123")
                    == session)
            agent.standIn.manner = .fair
            #expect(await agent.client.flush(within: .seconds(10)))
            Self.expectTalk(session, agent.standIn.recorded)
        }
    }

    @Test func `its beginning that waits on the disk is known to the next process`() async throws {
        try await Folder.with { folder in
            var session: String?
            try await Agent.with(.down, folder: folder) { agent in session = await Self.talk(agent) }
            try await Agent.with(.down, folder: folder) { agent in
                #expect(await Self.talk(agent) == session)
                #expect(agent.client.metrics.queueDepth == 9)
            }
        }
    }

    @Test func `a server that goes down doesn't make somebody known begin anew`() async throws {
        try await Agent.with { agent in
            let session = await agent.client.initializeConversation(forUser: Self.phone)
            agent.standIn.manner = .down
            #expect(await agent.client.initializeConversation(forUser: Self.phone) == session)
            #expect(await agent.client.initializeConversation(forUser: "+51988888888") != session)
        }
    }

    @Test(arguments: [StandIn.Manner.fair, .down])
    func `two messages that come at once are of one conversation`(manner: StandIn.Manner) async throws {
        try await Agent.with(manner) { agent in
            let sessions = await withTaskGroup(of: String?.self) { group in
                for _ in 0..<10 {
                    group.addTask { await agent.client.initializeConversation(forUser: Self.phone, botID: "bot123") }
                }
                return await group.reduce(into: Set<String?>()) { $0.insert($1) }
            }
            #expect(sessions.count == 1)
            #expect(!sessions.contains(nil))
        }
    }

    @Test func `without a session the agent goes on, and is told why nothing is recorded`() async throws {
        try await Agent.with(.answers(403)) { agent in
            let outcome = await agent.client.withConversation(user: Self.phone) { conversation in
                #expect(conversation.sessionID == nil)
                return await conversation.addUserMessage("Hola")
            }
            #expect(outcome.refusal?.status == 403)
        }
    }

    @Test func `what the agent throws comes out as it is`() async throws {
        struct Hungry: Error {}
        try await Agent.with { agent in
            await #expect(throws: Hungry.self) {
                try await agent.client.withConversation(user: Self.phone) { _ throws(Hungry) in throw Hungry() }
            }
        }
    }

    @Test func `questions are answered with what the server has, with nothing, or with why there is no answer`()
        async throws
    {
        try await Agent.with { agent in
            agent.standIn.addSession(
                "s",
                [
                    "sessionId": "s", "subDomain": "restaurant-abc", "botId": .null, "userPhone": "+51999999999",
                    "isActive": true, "currentIntent": "order",
                    "context": [
                        "orderTotal": .decimal("50.00"), "lastUserMessage": "Hola",
                        "previousMessages": [
                            ["role": "user", "content": "Hola", "timestamp": "2025-12-29T10:00:00.000Z"]
                        ],
                    ],
                    "linkedOrders": [["orderId": "o-1", "linkedAt": "2025-12-29T10:00:00.000Z"]],
                ])
            let state = try #require(await agent.client.conversation(id: "s").value)
            #expect(state.intent == "order")
            #expect(state.context == ["orderTotal": 50.0])
            #expect(state.messages.map(\.content) == ["Hola"])
            #expect(state.orderIDs == ["o-1"])
            #expect(await agent.client.conversation(byPhone: Self.phone).value == state)
            #expect(await agent.client.lookupTenant(byPhone: Self.phone).value?.subDomain == "restaurant-abc")
            #expect(await agent.client.lookupTenant(byPhone: "+49301234567") == .nothing)
            agent.standIn.manner = .answers(403)
            guard case .unavailable(let reason) = await agent.client.lookupTenant(byPhone: Self.phone) else {
                Issue.record("It was answered.")
                return
            }
            #expect(reason.contains("403"))
        }
    }
}
