import Cryptography
import HTTPTypes
import Vocabulary

/// The document as one page that needs nothing else: no framework, no network.
struct DocumentationPage {
    let document: OpenAPIDocument
    /// Of the server, for commands.
    let url: String

    /// The page, with a policy that lets nothing run but its own style and script.
    var resource: StaticResource {
        let policy = [
            "default-src 'none'", "style-src '\(Self.digest(of: PageStyle.text))'",
            "script-src '\(Self.digest(of: PageScript.text))'", "base-uri 'none'", "form-action 'none'",
            "frame-ancestors 'none'",
        ]
        return StaticResource(
            bytes: Array("<!DOCTYPE html>\n\(html.markup)\n".utf8), type: "text/html; charset=utf-8",
            headers: [.contentSecurityPolicy: policy.joined(separator: "; ")])
    }

    /// As the policy names a text (CSP level 3, section 2.3.1).
    private static func digest(of code: String) -> String {
        "sha256-\(SHA256.hash(Array(code.utf8)).base64)"
    }

    private var html: HTML {
        .element(
            "html", ["lang": "en"], head,
            .element(
                "body", ["data-url": document.url == nil ? url : ""], skip, top, navigation, main,
                .raw("script", PageScript.text)))
    }

    private var head: HTML {
        .element(
            "head", [:], .void("meta", ["charset": "utf-8"]),
            .void("meta", ["name": "viewport", "content": "width=device-width, initial-scale=1"]),
            .void("meta", ["name": "color-scheme", "content": "light dark"]),
            .element("title", [:], .text("Daybook API")), .raw("style", PageStyle.text))
    }

    private var skip: HTML { .element("a", ["class": "skip", "href": "#main"], .text("Skip to the operations")) }

    private var top: HTML {
        .element(
            "header", [:],
            .element(
                "a", ["class": "home", "href": "#main"], .text("Daybook"),
                .element("small", [:], .text(document.version))),
            .void(
                "input",
                [
                    "id": "search", "type": "search", "placeholder": "Search paths and words", "aria-label": "Search",
                    "autocomplete": "off",
                ]),
            .element("a", ["href": "/openapi.json"], .text("openapi.json")))
    }

    private var navigation: HTML {
        let areas = document.areas.map { area in
            HTML.element(
                "section", [:], .element("h2", [:], .element("a", ["href": "#\(area)"], .text(area.rawValue))),
                .element("ul", [:], articles(in: area).map(\.entry)))
        }
        return .element(
            "nav", ["aria-label": "Contents"],
            .element("details", ["open": ""], .element("summary", [:], .text("Contents")), HTML(areas), shapes))
    }

    private var shapes: HTML {
        .element(
            "section", [:], .element("h2", [:], .element("a", ["href": "#schemas"], .text("Shared forms"))),
            .element("h2", [:], .element("a", ["href": "#replies"], .text("Refusals"))))
    }

    private var main: HTML {
        let areas = document.areas.map { area in
            HTML.element(
                "section", ["id": "\(area)", "class": "area"],
                [.element("h2", [:], .text(area.rawValue)), .element("p", [:], .text(area.text))]
                    + articles(in: area).map(\.html))
        }
        let introduction = HTML.element(
            "section", ["class": "intro"], .element("h1", [:], .text("Daybook API")),
            .element("p", ["class": "lead"], .text("\(OpenAPIDocument.summary).")),
            .prose(OpenAPIDocument.introduction))
        return .element(
            "main", ["id": "main", "tabindex": "-1"],
            [
                introduction,
                .element("p", ["id": "none", "hidden": "", "role": "status"], .text("Nothing is found.")),
            ] + areas + [schemas, replies])
    }

    /// Those of a tenant are told of by their twins.
    private func articles(in area: Area) -> [OperationArticle] {
        let own = document.operations.filter { $0.operation.area == area }
        let twins = Set(own.filter(\.endpoint.isOfTenant).map(\.operation.id))
        return own.filter { !$0.endpoint.isOfTenant }.map {
            OperationArticle(operation: $0, hasTwin: twins.contains($0.operation.id), url: url)
        }
    }

    private var schemas: HTML {
        .element(
            "section", ["id": "schemas"],
            [.element("h2", [:], .text("Shared forms"))]
                + Components.schemas.map { named in
                    .element(
                        "article", ["id": "schema-\(named.name)"], .element("h3", [:], .code(named.name)),
                        SchemaTable(schema: named.schema).html)
                })
    }

    private var replies: HTML {
        .element(
            "section", ["id": "replies"],
            [.element("h2", [:], .text("Refusals")), .element("p", [:], .text("What any operation may answer."))]
                + Reply.shared.map { ReplyDetails(reply: $0).html })
    }
}
