internal import Vocabulary

/// A finished conversation with a voice agent, as a page posts it to the conversation webhook API.
struct ClientConversationSample {
    let occurrence: SampleOccurrence

    /// The JSON body.
    var body: [UInt8] {
        let start = occurrence.at.advanced(by: .seconds(-24))
        func turn(_ number: Int, _ speaker: String, _ content: String) -> JSON {
            [
                "timestamp": .string(start.advanced(by: .seconds(6 * number)).description), "speaker": .string(speaker),
                "content": .string(content), "messageId": .string("msg_\(number)"),
            ]
        }
        let id = occurrence.identifier("page", occurrence.index)
        return JSON.object([
            "emailId": .string(occurrence.contact.email), "accountId": "acc_sample",
            "conversationId": .string("conv_\(id)"),
            "transcript": [
                turn(0, "agent", "Good evening, how can I help?"), turn(1, "user", "Where is my order, please?"),
                turn(2, "agent", "It arrives tomorrow."),
            ],
            "metadata": [
                "sessionId": .string("sess_\(id)"), "agentId": "agent_01jxn7fwb2eyq8p6k4m3en4xtm", "duration": 24,
                "messageCount": 3, "platform": "web", "userAgent": "Daybook sample",
            ],
            "summary": ["text": "The caller asked for an order; it arrives tomorrow."],
        ]).serialized()
    }
}
