import Cryptography
import Curl
import HTTPTypes
import Testing
import Vocabulary

@testable import Server

@Suite(.serialized) struct DocumentationRouteTests {
    @Test(arguments: [("/openapi.json", "application/json; charset=utf-8"), ("/docs", "text/html; charset=utf-8")])
    func `Anybody may read the description, and need not read it twice`(path: String, type: String) async throws {
        try await TestServer.run { server in
            let answer = try await server.send(.get, path)
            #expect(answer.status == 200)
            #expect(answer.headers["content-type"] == type)
            #expect(answer.headers["cache-control"] == "no-cache")
            let tag = try #require(answer.headers["etag"])
            for known in [tag, "W/\(tag)", #""other", \#(tag)"#, "*"] {
                let again = try await server.send(.get, path, headers: ["If-None-Match": known])
                #expect(again.status == 304)
                #expect(again.body.isEmpty)
                #expect(again.headers["etag"] == tag)
            }
            #expect(try await server.send(.get, path, headers: ["If-None-Match": #""other""#]).status == 200)
        }
    }

    @Test func `The page has every operation, and a way to each`() async throws {
        try await TestServer.run { server in
            let page = try await server.send(.get, "/docs").text
            for route in server.table.routes {
                let path = Endpoint.documented(route.path)
                // Paths may be broken at their segments.
                let shown = path.split(separator: "/").map { "<wbr>/\($0)" }.joined()
                #expect(page.contains(shown) || page.contains("<code>\(path)</code>"), "\(path)")
            }
            for operation in Operation.all {
                #expect(page.contains(#"<article id="op-\#(operation.id)""#))
                #expect(page.contains("href=\"#op-\(operation.id)\""))
            }
            let anchors = Set(page.matches(of: /id="([^"]+)"/).map { String($0.1) })
            for link in page.matches(of: /href="#([^"]+)"/) { #expect(anchors.contains(String(link.1)), "\(link.1)") }
        }
    }

    @Test func `The page loads nothing, and nothing but its own script may run`() async throws {
        try await TestServer.run { server in
            let answer = try await server.send(.get, "/docs")
            let policy = try #require(answer.headers["content-security-policy"])
            #expect(policy.hasPrefix("default-src 'none'; "))
            for element in ["style", "script"] {
                let parts = answer.text.components(of: element)
                #expect(parts.count == 1)
                let digest = SHA256.hash(Array(parts[0].utf8)).base64
                #expect(policy.contains("\(element)-src 'sha256-\(digest)'"))
            }
            let text = answer.text
            #expect(!text.contains(" src=") && !text.contains("<link") && !text.contains("url("))
            #expect(text.firstMatch(of: /<[^>]* (style|on\w+)=/) == nil)
        }
    }

    @Test func `What isn't markup is escaped`() {
        let nasty = #"<script>alert("1")</script> & 'x'"#
        let escaped = "&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &#39;x&#39;"
        #expect(HTML.text(nasty).markup == escaped)
        #expect(HTML.void("input", ["value": nasty]).markup == #"<input value="\#(escaped)">"#)
        #expect(
            HTML.prose("a `<b>` **<i>** c\n\nd").markup
                == "<p>a <code>&lt;b&gt;</code> <strong>&lt;i&gt;</strong> c</p><p>d</p>")
        let operation = Operation(
            .post, "/x", id: "x", .inbox, nasty, text: nasty,
            parameters: [.query(nasty, .text.example(.string(nasty)), nasty)],
            body: .json(.object([nasty: .text.means(nasty)]), [nasty: [nasty: .string(nasty)]]),
            replies: [.json(.object([nasty: .word([nasty])]), nasty)])
        let endpoint = Endpoint(method: .post, path: "/x", access: .open)
        let article = OperationArticle(
            operation: OperationOfRoute(operation: operation, endpoint: endpoint), hasTwin: false, url: nasty)
        #expect(!article.html.markup.contains("<script") && !article.entry.markup.contains("<script"))
        #expect(!article.html.markup.contains("alert(\"1"))
    }

    @Test func `A command survives the shell`() {
        #expect(CurlCommand.quoted("it's") == #"'it'\''s'"#)
        let operation = Operation(
            .patch, "/x/{id}", id: "x", .inbox, "X",
            parameters: [
                .path("id", .text.example("a b/ü"), "Id."),
                .query("hub.mode", .constant("subscribe"), "Mode.", isRequired: true), .query("other", .text, "Other."),
            ], body: .json(.freeObject, ["a": ["text": "it's"]]), replies: [])
        let endpoint = Endpoint(method: .patch, path: "/x/{id}", access: .key(.inbox))
        let command = CurlCommand(
            operation: OperationOfRoute(operation: operation, endpoint: endpoint), url: "https://a.example")
        #expect(
            command.text == #"curl -X PATCH 'https://a.example/x/a%20b/%C3%BC?hub.mode=subscribe' "#
                + #"-H "Authorization: Bearer $DAYBOOK_KEY" -H 'Content-Type: application/json' -d '{"text":"it'\''s"}'"#
        )
    }
}

extension String {
    /// The contents of the elements of a name.
    fileprivate func components(of element: String) -> [String] {
        var parts: [String] = []
        var rest = self[...]
        while let start = rest.firstRange(of: "<\(element)>"), let end = rest.firstRange(of: "</\(element)>") {
            parts.append(String(rest[start.upperBound..<end.lowerBound]))
            rest = rest[end.upperBound...]
        }
        return parts
    }
}
