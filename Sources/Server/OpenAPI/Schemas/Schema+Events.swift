import Vocabulary

extension Schema {
    static let event: Schema = .object(
        [
            "position": .position,
            "id": .uuid.means("Derived: the same fact always has the same id"),
            "tenant": .text.example("default"),
            "kind": .word(of: EventKind.self),
            "source": .word(of: Source.self),
            "subject": .uuid.means("The contact that it is about, by a pseudonym"),
            "conversation": .uuid.nullable,
            "actor": .text(pattern: "^(system|(provider|pipeline|key|user):.+)$").means("Who did it")
                .example("provider:respond.io"),
            "cause": .position.nullable.means("The event that caused it").example(.null),
            "occurred_at": .time,
            "recorded_at": .time,
            "leaf": .hash.means("Its leaf in the Merkle tree (RFC 6962), in hexadecimal"),
            "body": eventBody.means("What happened, where `body=true` asks for it; null once the person is erased"),
        ], optional: ["body"])

    private static let eventBody: Schema = .either(
        .object(["record": .anything.means("Daybook's own record").example(["schema": "note.added/1", "text": "x"])]),
        .object(["headers": .freeObject, "text": .text.means("A delivery as it arrived")]),
        .object(
            ["headers": .freeObject, "base64": .text.means("The same where it isn't UTF-8")], optional: ["headers"]),
        .null)
}
