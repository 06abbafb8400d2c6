import HTTPTypes
import Vocabulary

extension Operation {
    static let log: [Operation] = [checkpoint, tile]

    private static let checkpoint = Operation(
        .get, "/checkpoint", id: "getCheckpoint", .log, "The signed head of the log",
        text:
            "A C2SP tlog-checkpoint in a signed note. Keep it elsewhere: `daybook audit verify --checkpoint` then shows that nothing was cut off or rewritten since.",
        replies: [
            .body(
                "text/plain", .text, "The latest checkpoint.", headers: [.cacheControl],
                example: "ledger.example.com/daybook\n60\nQ9Hq0…=\n\n— ledger.example.com/daybook x1Fk…\n"),
            .refusal(
                .notFound, "No checkpoint is signed yet.", "no_checkpoint",
                "No checkpoint is signed yet. Ask again in a minute."),
            .internalError,
            .refusal(
                .serviceUnavailable,
                "A checkpoint that was published covers events that the database lacks, or it is away.",
                "checkpoint_refused", "A published checkpoint covers events that the database lacks.",
                also: ["database_unavailable"], headers: [.retryAfter]),
        ])

    private static let tile = Operation(
        .get, "/tile/**", id: "getTile", .log, "A tile of the tree, or of the entries",
        text:
            "C2SP tlog-tiles: `/tile/<level>/<index>` holds hashes, `/tile/entries/<index>` the events' headers; the index as groups of three digits (`x001/234`), with `.p/<width>` for a part of a tile. The entries ask for a key without a tenant.",
        parameters: [
            .path(
                "path", .someText.example("0/000"),
                "The tile's path, which may have several segments.")
        ],
        replies: [
            .body(
                "application/octet-stream", nil, "The tile. A full one never changes.", headers: [.cacheControl]),
            .refusal(
                .notFound, "That isn't the path of a tile, or the log isn't that long.", "beyond_the_log",
                "The log isn't that long. Its size stands in /checkpoint.", also: ["no_such_tile", "not_found"]),
            .internalError, .unavailable,
        ])
}
