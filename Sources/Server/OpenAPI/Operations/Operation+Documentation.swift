import HTTPTypes
import Vocabulary

extension Operation {
    static let documentation: [Operation] = [
        Operation(
            .get, "/openapi.json", id: "getDescription", .documentation, "This description, as OpenAPI 3.1",
            parameters: [.ifNoneMatch],
            replies: [
                Reply.json(
                    .object(["openapi": .text, "info": .freeObject, "paths": .freeObject]).with(
                        "additionalProperties", true), "The document.", headers: [.eTag, .cacheControl],
                    example: ["openapi": "3.1.1", "info": ["title": "Daybook"], "paths": [:]]
                ),
                .empty(.notModified, "It is what you have.", headers: [.eTag, .cacheControl]),
            ]),
        Operation(
            .get, "/docs", id: "getDocumentation", .documentation, "This description, as a page to read",
            parameters: [.ifNoneMatch],
            replies: [
                .body(
                    "text/html", .text, "The page; it needs nothing else.", headers: [.eTag, .cacheControl],
                    example: "<!DOCTYPE html>…"),
                .empty(.notModified, "It is what you have.", headers: [.eTag, .cacheControl]),
            ]),
    ]
}
