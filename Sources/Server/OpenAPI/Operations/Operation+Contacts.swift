import HTTPTypes
import Vocabulary

extension Operation {
    static let contacts: [Operation] = [
        contactList, contact, contactTimeline, contactSuggestions, contactMerge(.merge), contactMerge(.unmerge),
    ]

    private static let id: Parameter = .path(
        "id", .uuid, "The contact's id; that of any part of it does as well.")
    private static let unknown: Reply = .refusal(
        .notFound, "There is no such contact.", "not_found", "There is no such contact.")

    private static let contactList = Operation(
        .get, "/v1/contacts", id: "listContacts", .contacts, "Contacts, the latest active first",
        parameters: [
            .query("q", .text.example("ana"), "Words of names, numbers and addresses, or their beginnings."),
            .query("tag", .text, "Only those with this tag."),
            .query("type", .word(of: ContactType.self), "Only clients, experts, or those of whom it isn't known."),
            .channel, .limit(1...200, otherwise: 50),
            .after(.text(pattern: "^-?[0-9]{1,17}_[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$")),
            .atLeast,
        ],
        replies: [
            .json(
                .page(
                    "contacts", of: .named("Contact"),
                    .text.means("Leads to the next page; null where there is none")
                        .example("1736937000000000_6f1a2b3c-4d5e-8f60-9a7b-8c9d0e1f2a3b")), "A page of contacts."),
            .badRequest,
        ])

    private static let contact = Operation(
        .get, "/v1/contacts/{id}", id: "getContact", .contacts, "A contact",
        parameters: [id, .atLeast],
        replies: [
            .json(.named("Contact"), "The contact; where it is part of another, that one."), .badRequest, unknown,
        ])

    private static let contactTimeline = Operation(
        .get, "/v1/contacts/{id}/timeline", id: "getContactTimeline", .contacts,
        "What went on with a contact, latest first",
        parameters: [
            id, .limit(1...200, otherwise: 50), .after(.text(pattern: "^-?[0-9]{1,17}_[0-9]{1,18}$")), .atLeast,
        ],
        replies: [
            .json(
                .page(
                    "entries", of: .activity,
                    .text.means("Leads to the next page; null where there is none").example("1736937000000000_41")),
                "A page of the timeline."), .badRequest, unknown,
        ])

    private static let contactSuggestions = Operation(
        .get, "/v1/contacts/{id}/suggestions", id: "suggestMerges", .contacts, "Contacts that may be the same person",
        parameters: [id, .atLeast],
        replies: [
            .json(.object(["suggestions": .array(of: .suggestion)]), "What they share with it."), .badRequest, unknown,
        ])

    private static func contactMerge(_ change: ContactMerging.Change) -> Operation {
        let isMerge = change == .merge
        let other = "7a2b3c4d-5e6f-8071-8b9c-0d1e2f3a4b5c"
        return Operation(
            .post, "/v1/contacts/{id}/\(isMerge ? "merge" : "unmerge")",
            id: isMerge ? "mergeContact" : "unmergeContact",
            .contacts,
            isMerge ? "Make another contact a part of this one" : "Make a part of a contact one of its own again",
            text: "An event of its own: nothing is overwritten, and either can be undone by the other.",
            parameters: [id, .idempotencyKey],
            body: .json(
                .object(["with": .uuid.means("The other contact's id")]), ["contact": ["with": .string(other)]]),
            replies: [
                .json(.merge(isMerge), "It is so."), unknown, .erased,
                .refusal(
                    .conflict, "It can't be so.", "merge_circle",
                    "A contact can't become part of itself, nor of what is a part of it.",
                    also: ["merged_elsewhere", "idempotency_key_reused"]),
            ])
    }
}
