import HTTPTypes
import Vocabulary

/// What describes the other routes, and itself: to programs, and to people.
struct DocumentationRoutes: Sendable {
    private let description: Memo<StaticResource>
    private let page: Memo<StaticResource>

    private static let paths = (description: "/openapi.json", page: "/docs")

    /// - Parameters:
    ///   - routes: all others.
    ///   - version: of the build.
    ///   - url: the one that is configured.
    ///   - listening: where the server listens, for commands where no URL is configured.
    init(describing routes: [Route], version: String, url: String?, listening: String) {
        let own = [Self.paths.description, Self.paths.page].map { Endpoint(method: .get, path: $0, access: .open) }
        let document = OpenAPIDocument(describing: routes.map(Endpoint.init) + own, version: version, url: url)
        description = Memo {
            StaticResource(bytes: document.json.serialized(), type: "application/json; charset=utf-8")
        }
        page = Memo { DocumentationPage(document: document, url: url ?? listening).resource }
    }

    var routes: [Route] {
        [
            .open(.get, Self.paths.description) { [description] request, _ in description.value.response(to: request) },
            .open(.get, Self.paths.page) { [page] request, _ in page.value.response(to: request) },
        ]
    }
}
