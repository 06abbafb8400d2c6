import Vocabulary

/// A schema as rows: a field, its type, and what it means; what lies within a field below it.
struct SchemaTable {
    struct Row: Hashable {
        let depth: Int
        let name: String
        let type: HTML
        let isRequired: Bool
        let meaning: HTML
    }

    let schema: Schema

    var rows: [Row] { Self.rows(of: schema, depth: 0) }

    var html: HTML {
        let rows = rows.map { row in
            HTML.element(
                "tr", [:],
                .element(
                    "td", ["class": "name d\(row.depth)"], .code(row.name),
                    row.isRequired ? HTML() : .element("i", [:], .text(" optional"))),
                .element("td", ["class": "type"], row.type), .element("td", [:], row.meaning))
        }
        return .element(
            "div", ["class": "scroll"],
            .element("table", ["class": "fields"], Self.head, .element("tbody", [:], rows)))
    }

    private static let head: HTML = .element(
        "thead", [:],
        .element(
            "tr", [:], .element("th", ["scope": "col"], .text("Field")),
            .element("th", ["scope": "col"], .text("Type")), .element("th", ["scope": "col"], .text("Meaning"))))

    private static func rows(of schema: Schema, depth: Int) -> [Row] {
        switch schema.shape {
        case .object(let members):
            members.flatMap { member in
                [
                    Row(
                        depth: depth, name: member.name, type: member.schema.typeName, isRequired: member.isRequired,
                        meaning: member.schema.meaning)
                ] + rows(of: member.schema, depth: depth + 1)
            }
        case .list(let element): rows(of: element, depth: depth)
        case .choice(let schemas): schemas.flatMap { rows(of: $0, depth: depth) }
        case .leaf: []
        }
    }
}

extension Schema {
    struct Member {
        let name: String
        let schema: Schema
        let isRequired: Bool
    }

    enum Shape {
        case object([Member])
        case list(Schema)
        case choice([Schema])
        case leaf
    }

    /// How it goes on below.
    var shape: Shape {
        if let properties = json["properties"]?.object {
            let required = Set((json["required"]?.array ?? []).compactMap(\.string))
            return .object(
                properties.map { member in
                    Member(
                        name: member.name, schema: Schema(json: member.value.object ?? [:]),
                        isRequired: required.contains(member.name))
                })
        }
        if let element = json["items"]?.object ?? json["additionalProperties"]?.object {
            return .list(Schema(json: element))
        }
        if let schemas = json["anyOf"]?.array {
            return .choice(schemas.compactMap { $0.object.map { Schema(json: $0) } })
        }
        return .leaf
    }

    /// The type, for people; a link where it is one of the components.
    var typeName: HTML {
        if let reference { return .element("a", ["href": "#schema-\(reference)"], .text(reference)) }
        if let choices = json["anyOf"]?.array {
            let names = choices.compactMap { $0.object.map { Schema(json: $0).typeName } }
            return HTML(names.enumerated().flatMap { $0.offset == 0 ? [$0.element] : [.text(" or "), $0.element] })
        }
        guard !types.isEmpty else { return .text("anything") }
        let names = types.map { type -> HTML in
            guard type == "array", let element = json["items"]?.object else { return .text(plainName(type)) }
            return HTML([.text("list of "), Schema(json: element).typeName])
        }
        return HTML(names.enumerated().flatMap { $0.offset == 0 ? [$0.element] : [.text(" or "), $0.element] })
    }

    private func plainName(_ type: String) -> String {
        switch (type, json["format"]?.string) {
        case ("string", "date-time"): "time"
        case ("string", "uuid"): "UUID"
        case ("string", _): "text"
        case ("boolean", _): "true or false"
        default: type
        }
    }

    /// What it means, and what is allowed.
    var meaning: HTML {
        var parts: [HTML] = []
        if let text = json["description"]?.string { parts.append(.line(text)) }
        if let words = json["enum"]?.array, !words.isEmpty {
            parts.append(HTML([.text("One of ")] + Self.list(words.compactMap(\.string))))
        }
        if let constant = json["const"] { parts.append(HTML([.text("Always "), .code(constant.indented())])) }
        let (least, most) = (json["minimum"]?.integer, json["maximum"]?.integer)
        if let least, let most, most < .max - 1 {
            parts.append(.text("\(least) to \(most)"))
        }
        if let length = json[Self.bytesKeyword]?.integer { parts.append(.text("At most \(length) bytes")) }
        if let value = json["default"] {
            parts.append(HTML([.code(value.text ?? value.indented()), .text(" by default")]))
        }
        return HTML(parts.enumerated().flatMap { $0.offset == 0 ? [$0.element] : [.text(". "), $0.element] })
    }

    private static func list(_ words: [String]) -> [HTML] {
        words.enumerated().flatMap { $0.offset == 0 ? [.code($0.element)] : [.text(", "), .code($0.element)] }
    }
}
