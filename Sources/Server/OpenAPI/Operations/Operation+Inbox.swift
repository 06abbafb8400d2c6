import HTTPTypes
import Inbox
import Vocabulary

extension Operation {
    static let inbox: [Operation] = [inboxList, inboxThread, inboxRead]

    private static let inboxList = Operation(
        .get, "/api/whatsapp/inbox", id: "listInbox", .inbox, "All messages, newest first",
        parameters: [
            .query("filter", .word(of: MessageFilter.Selection.self).otherwise("all"), "Only messages like this."),
            .sentiment, .channel, .limit(1...500, otherwise: 50),
            .query("offset", .integer(in: 0...1_000_000).otherwise(0), "How many of the newest to pass over."),
            .atLeast,
        ],
        replies: [
            .json(
                .object([
                    "success": .constant(true), "messages": .array(of: .named("InboxMessage")),
                    "count": .count.means("How many there are on this page").example(1),
                ]), "A page of messages."), .badRequest,
        ])

    private static let inboxThread = Operation(
        .get, "/api/whatsapp/conversation/{phone}", id: "inboxConversation", .inbox,
        "The messages with one phone number, oldest first",
        parameters: [.phone, .limit(1...500, otherwise: 500), .atLeast],
        replies: [
            .json(
                .object([
                    "success": .constant(true), "phone_number": .text.example("+14155550123"),
                    "messages": .array(of: .named("InboxMessage")), "count": .count.example(1),
                ]), "The latest messages; none for a number that nobody has."), .badRequest,
        ])

    private static let inboxRead = Operation(
        .post, "/api/whatsapp/mark-read", id: "markInboxRead", .inbox,
        "Mark the messages from a phone number as read",
        body: .json(
            .object([
                "phone_number": .text(atMost: 100, atLeast: 1).means("In any spelling")
                    .example("+14155550123")
            ]),
            ["read": ["phone_number": "+14155550123"]]),
        replies: [
            .json(
                Schema.object([
                    "success": .constant(true), "phone_number": .text.example("+14155550123"),
                    "count": .count.means("How many messages hadn't been read"),
                ]).adding(.writtenIfNew), "They are read."), .erased,
        ])
}
