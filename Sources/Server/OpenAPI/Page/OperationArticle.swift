import HTTPTypes
import Vocabulary

/// An operation on the page.
struct OperationArticle {
    let operation: OperationOfRoute
    /// Whether there is a twin for each tenant.
    let hasTwin: Bool
    /// Of the server.
    let url: String

    private var path: String { Endpoint.documented(operation.endpoint.path) }
    private var anchor: String { "op-\(operation.id)" }

    var html: HTML {
        .element(
            "article", ["id": anchor, "class": "op", "data-words": words],
            [
                .element(
                    "h3", [:], Self.badge(operation), .element("code", ["class": "path"], Self.breakable(path)), link),
                .element("p", ["class": "summary"], .text(operation.operation.summary + ".")),
                operation.operation.text.map(HTML.prose) ?? HTML(), caller, parameters, body, replies, command,
            ])
    }

    /// What leads here.
    var entry: HTML {
        .element(
            "li", ["data-words": words],
            .element("a", ["href": "#\(anchor)"], Self.badge(operation), .element("span", [:], Self.breakable(path))))
    }

    /// A path that may go on on the next line at each of its segments.
    private static func breakable(_ path: String) -> HTML {
        HTML(path.split(separator: "/").flatMap { [.void("wbr"), .text("/\($0)")] })
    }

    private var words: String {
        let operation = operation.operation
        let text = [path, operation.method.rawValue, operation.id, operation.summary, operation.area.rawValue]
        return text.joined(separator: " ").lowercased()
    }

    private var link: HTML {
        .element("a", ["class": "anchor", "href": "#\(anchor)", "aria-label": "Link to this operation"], .text("#"))
    }

    private static func badge(_ operation: OperationOfRoute) -> HTML {
        let method = operation.endpoint.method.rawValue
        return .element("b", ["class": "method \(method.lowercased())"], .text(method))
    }

    private var caller: HTML {
        let twin: [HTML] =
            hasTwin ? [.text(" Also at "), .code(Endpoint.tenantPrefix + path), .text(" for a tenant.")] : []
        return .element("p", ["class": "caller"], [.line(operation.caller)] + twin)
    }

    private var parameters: HTML {
        let own = operation.parameters
        guard !own.isEmpty else { return HTML() }
        let rows = own.map { parameter in
            HTML.element(
                "tr", [:],
                .element(
                    "td", ["class": "name"], .code(parameter.name),
                    parameter.isRequired ? HTML() : .element("i", [:], .text(" optional"))),
                .element("td", ["class": "type"], .text("\(parameter.place.rawValue), "), parameter.schema.typeName),
                .element("td", [:], .line(parameter.text), .text(" "), parameter.schema.meaning))
        }
        return HTML([
            .element("h4", [:], .text("Parameters")),
            .element(
                "div", ["class": "scroll"],
                .element(
                    "table", ["class": "fields"],
                    Self.head("Name", "Where and what", "Meaning"), .element("tbody", [:], rows))),
        ])
    }

    static func head(_ names: String...) -> HTML {
        .element(
            "thead", [:], .element("tr", [:], names.map { .element("th", ["scope": "col"], .text($0)) }))
    }

    private var body: HTML {
        guard let body = operation.operation.body else { return HTML() }
        let table = SchemaTable(schema: body.schema)
        return HTML(
            [
                .element("h4", [:], .text("Body "), .element("small", [:], .code(body.type))),
                table.rows.isEmpty
                    ? .element("p", [:], body.schema.typeName, .text(": "), body.schema.meaning) : table.html,
            ] + body.examples.map { Self.example(of: $0.name, $0.value) })
    }

    private static func example(of name: String, _ value: JSON) -> HTML {
        .element(
            "details", [:], .element("summary", [:], .text("Example: \(name)")),
            .element("pre", ["tabindex": "0"], .element("code", [:], .text(value.indented()))))
    }

    private var replies: HTML {
        let own = operation.replies.filter { $0.component == nil }.map { ReplyDetails(reply: $0).html }
        let shared = operation.replies.filter { $0.component != nil }.flatMap { reply -> [HTML] in
            [
                .element(
                    "a", ["href": "#reply-\(reply.component ?? "")", "title": reply.text], .text("\(reply.status)")),
                .text(" "),
            ]
        }
        let others: [HTML] =
            shared.isEmpty ? [] : [.element("p", ["class": "others"], [.text("And as everywhere: ")] + shared)]
        return HTML([.element("h4", [:], .text("Answers"))] + own + others)
    }

    private var command: HTML {
        .element(
            "div", ["class": "command"],
            .element(
                "pre", ["tabindex": "0"], .element("code", [:], .text(CurlCommand(operation: operation, url: url).text))
            ),
            .element("button", ["type": "button", "class": "copy"], .text("Copy")))
    }
}
