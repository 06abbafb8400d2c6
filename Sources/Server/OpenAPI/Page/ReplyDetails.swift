import Vocabulary

/// An answer on the page, to be opened.
struct ReplyDetails {
    let reply: Reply

    var html: HTML {
        let name = reply.component.map { "reply-\($0)" }
        let summary = HTML.element(
            "summary", [:],
            .element("b", ["class": "status s\(reply.status / 100)"], .text("\(reply.status)")), .text(" "),
            .line(reply.text))
        let parts = [summary, headers] + reply.content.map(html)
        guard let name else { return .element("details", ["class": "reply"], parts) }
        return .element("details", ["class": "reply", "id": name], parts)
    }

    private var headers: HTML {
        guard !reply.headers.isEmpty else { return HTML() }
        let names = reply.headers.enumerated().flatMap { place, header -> [HTML] in
            [.text(place == 0 ? "" : ", "), .element("code", ["title": header.text], .text(header.name))]
        }
        return .element("p", [:], [.text("With ")] + names)
    }

    private func html(_ content: Reply.Content) -> HTML {
        var parts: [HTML] = [.element("p", ["class": "media"], .code(content.type), .text(" "), type(content))]
        if let schema = content.schema {
            let table = SchemaTable(schema: schema)
            if schema.reference == nil, !table.rows.isEmpty { parts.append(table.html) }
            if let sample = content.sample {
                let text = sample.string ?? sample.indented()
                parts.append(.element("pre", ["tabindex": "0"], .element("code", [:], .text(text))))
            }
        }
        return HTML(parts)
    }

    private func type(_ content: Reply.Content) -> HTML {
        content.schema.map(\.typeName) ?? .text("bytes")
    }
}
