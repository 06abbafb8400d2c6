import HTTPTypes
import Vocabulary

extension Operation {
    static let conversations: [Operation] = [
        conversationList, conversation, conversationMessages, messageSearch, conversationRead, conversationNote,
    ]

    private static let id: Parameter = .path("conversation", .uuid, "The conversation's id.")
    private static let unknown: Reply = .refusal(
        .notFound, "There is no such conversation.", "not_found", "There is no conversation of this id.")
    private static let cursor: Schema = .text(
        pattern: "^-?[0-9]{1,17}\\.[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$")
    private static let messageCursor: Schema = .text(pattern: "^-?[0-9]{1,17}\\.[0-9]{1,18}$")

    private static let conversationList = Operation(
        .get, "/v1/conversations", id: "listConversations", .conversations, "Conversations, the latest active first",
        parameters: [
            .query("status", .word(of: ConversationUpdated.Status.self), "Only those that stand so."),
            .query("unread", .flag.otherwise(false), "Only those with messages that nobody has read."),
            .channel,
            .query("assignee", .text.example("none"), "Only those of this person, by the id; `none` for nobody's."),
            .query("tasks", .flag.otherwise(false), "Only those with open tasks."),
            .sentiment, .query("tag", .text, "Only those with this tag."),
            .limit(1...200, otherwise: 50), .after(cursor), .atLeast,
        ],
        replies: [.json(.page("conversations", of: .named("Conversation")), "A page of conversations."), .badRequest])

    private static let conversation = Operation(
        .get, "/v1/conversations/{conversation}", id: "getConversation", .conversations,
        "A conversation with its notes",
        parameters: [id, .atLeast],
        replies: [.json(.conversationWithNotes, "The conversation, with its latest 500 notes."), .badRequest, unknown])

    private static let conversationMessages = Operation(
        .get, "/v1/conversations/{conversation}/messages", id: "listConversationMessages", .conversations,
        "A conversation's messages, oldest first",
        parameters: [
            id, .limit(1...200, otherwise: 50),
            .query("before", messageCursor, "The `before` of the page behind this one."), .atLeast,
        ],
        replies: [
            .json(
                .page(
                    "messages", of: .named("Message"), next: "before",
                    .text.means("Leads to the page before; null where there is none").example("1736937000000000.41")),
                "The latest messages, or those before the cursor."),
            .badRequest, unknown,
        ])

    private static let messageSearch = Operation(
        .get, "/v1/messages", id: "searchMessages", .conversations,
        "All messages, or those with certain words, newest first",
        text: "With `q` the filters aren't looked at.",
        parameters: [
            .query("q", .text(atMost: 1000).example("order"), "Words to be found, or the beginnings of words."),
            .query("filter", .word(["all", "voice", "text", "tasks"]).otherwise("all"), "Only messages like this."),
            .sentiment, .channel, .limit(1...200, otherwise: 50), .after(messageCursor), .atLeast,
        ],
        replies: [
            .json(
                .page(
                    "messages", of: .named("Message"),
                    .text.means("Leads to the next page; null where there is none").example("1736937000000000.41")),
                "A page of messages."), .badRequest,
        ])

    private static let conversationRead = Operation(
        .post, "/v1/conversations/{conversation}/read", id: "markConversationRead", .conversations,
        "Mark a conversation as read, as far as it goes",
        parameters: [id, .atLeast],
        replies: [.json(.writtenIfNew, "It is read."), .badRequest, unknown, .erased])

    private static let conversationNote = Operation(
        .post, "/v1/conversations/{conversation}/notes", id: "addNote", .conversations, "Add a note to a conversation",
        text: "The contact doesn't see it.",
        parameters: [id, .idempotencyKey, .atLeast],
        body: .json(
            .object(
                [
                    "text": .text(atMost: 65_536, atLeast: 1),
                    "author": .text(atMost: 200).nullable.means("Who wrote it; the key unless said"),
                ], optional: ["author"]),
            ["note": ["text": "Called back; will come by on Friday.", "author": "Maya"]]),
        replies: [
            .json(status: .created, .written, "The note is recorded."), unknown, .erased,
            .refusal(
                .conflict, "Another note was recorded under this `Idempotency-Key`.", "conflict",
                "Another note was recorded under this Idempotency-Key. Use a new key."),
        ])
}
